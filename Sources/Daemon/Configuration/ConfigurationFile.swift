import Files
import Yams

/// A configuration file as written: sections with keys, each with its line.
///
/// YAML 1.1 by Yams, which is libYAML in Swift's hands: it knows every node's line.
struct ConfigurationFile {
  /// A key with its value.
  struct Entry: Equatable {
    let section: String
    let key: String
    let value: SettingValue
    let line: Int
  }

  private(set) var entries: [Entry] = []
  private(set) var mistakes: [ConfigurationMistake] = []
  private let path: String

  /// Greatest file that is read, in bytes: a full one has 5 KiB.
  private static let limit = 1 << 20

  /// - Throws: ``Files/FileError`` where the file can't be read.
  init(path: String) throws {
    self.path = path
    do {
      let bytes = try FileBytes.read(path, as: "configuration file", limit: Self.limit)
      parse(String(decoding: bytes, as: UTF8.self))
    } catch FileError.empty {
      // Nothing is told: the defaults hold.
    }
  }

  private mutating func parse(_ text: String) {
    do {
      guard let root = try Yams.compose(yaml: text), !Self.isEmpty(root) else { return }
      read(root)
    } catch let error as YamlError {
      mistakes.append(Self.mistake(error, path))
    } catch {
      mistakes.append(ConfigurationMistake(place: path, text: "\(error)"))
    }
  }

  private mutating func read(_ root: Node) {
    guard case .mapping(let sections) = root else {
      return note("wants sections such as `events:` with keys below them", at: root)
    }
    for (name, content) in sections {
      let section = Self.text(of: name)
      guard !Self.isEmpty(content) else { continue }
      guard case .mapping(let keys) = content else {
        note("\(section): wants keys below it, indented", at: name)
        continue
      }
      for (key, value) in keys {
        entries.append(
          Entry(
            section: section, key: Self.text(of: key), value: Self.value(of: value),
            line: key.mark?.line ?? 0))
      }
    }
  }

  private mutating func note(_ text: String, at node: Node) {
    mistakes.append(ConfigurationMistake(place: "\(path):\(node.mark?.line ?? 1)", text: text))
  }

  private static func text(of node: Node) -> String { node.scalar?.string ?? "?" }

  private static func isEmpty(_ node: Node) -> Bool {
    guard let scalar = node.scalar, scalar.style == .plain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  private static func value(of node: Node) -> SettingValue {
    if isEmpty(node) { return .empty }
    if let scalar = node.scalar { return .text(scalar.string) }
    if let sequence = node.sequence {
      let texts = sequence.compactMap { $0.scalar?.string }
      if texts.count == sequence.count { return .list(texts) }
    }
    return .nested
  }

  /// What is wrong with the YAML itself; nothing behind it can be read.
  private static func mistake(_ error: YamlError, _ path: String) -> ConfigurationMistake {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let text = [context?.text, problem].compactMap(\.self).joined(separator: ", ")
      return ConfigurationMistake(place: "\(path):\(mark.line)", text: "is no YAML: \(text)")
    case .duplicatedKeysInMapping(let keys, let context):
      return ConfigurationMistake(
        place: "\(path):\(context.mark.line)",
        text: "\(keys.joined(separator: ", ")): stands twice; leave one")
    case .reader(let problem, let offset, _, let yaml):
      let line = 1 + yaml.prefix(offset ?? 0).count { $0.isNewline }
      return ConfigurationMistake(place: "\(path):\(line)", text: "is no YAML: \(problem)")
    default:
      return ConfigurationMistake(place: path, text: "is no YAML: \(error)")
    }
  }
}
