import Foundation

/// Reads the configuration: the command line over the environment over the file over the defaults.
package struct ConfigurationReader: Sendable {
  /// The file; nil for none.
  package let file: String?
  private let environment: [String: String]
  private let overrides: [(name: String, value: String, place: String)]

  /// - Parameters:
  ///   - overrides: what the command line sets, each with the option that mistakes are told of.
  package init(
    file: String?, environment: [String: String],
    overrides: [(name: String, value: String, place: String)] = []
  ) {
    self.file = file
    self.environment = environment
    self.overrides = overrides
  }

  /// The file that is read where none is named: the user's own, else the machine's; nil where there
  /// is neither.
  package static func usualFile(environment: [String: String]) -> String? {
    let own =
      environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment["HOME"].map { "\($0)/.config" }
    return [own, "/etc"].compactMap(\.self).map { "\($0)/emotion-detector/daemon.yaml" }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  /// Reads everything anew.
  ///
  /// - Parameter checks: what else is looked at.
  /// - Throws: ``DaemonError/unusableConfiguration(_:)`` with every mistake.
  package func read(checks: [ConfigurationCheck] = []) throws -> DaemonConfiguration {
    var draft = ConfigurationDraft()
    if let file { readFile(file, into: &draft) }
    readEnvironment(into: &draft)
    for override in overrides {
      draft.set(
        override.name, to: override.value.isEmpty ? .empty : .text(override.value),
        at: override.place)
    }
    return try draft.checked(checks)
  }

  private func readFile(_ path: String, into draft: inout ConfigurationDraft) {
    do {
      let content = try ConfigurationFile(path: path)
      draft.mistakes += content.mistakes
      for entry in content.entries {
        draft.set(
          "\(entry.section).\(entry.key)", to: entry.value, at: "\(path):\(entry.line)")
      }
    } catch {
      let text = "\(error)"
      let isNamed = text.hasPrefix("\(path): ")
      draft.note(isNamed ? String(text.dropFirst(path.count + 2)) : text, at: path)
    }
  }

  private func readEnvironment(into draft: inout ConfigurationDraft) {
    let names = Dictionary(uniqueKeysWithValues: Setting.all.map { ($0.environmentName, $0.name) })
    let sections = Set(Setting.all.map { "EMOTION_DETECTOR_\($0.section.uppercased())_" })
    for (variable, text) in environment.sorted(by: { $0.key < $1.key })
    where sections.contains(where: variable.hasPrefix) {
      guard let name = names[variable] else {
        let near = Spelling.nearest(to: variable, among: Array(names.keys))
        draft.note("is unknown" + (near.map { "; did you mean \($0)?" } ?? ""), at: variable)
        continue
      }
      draft.set(name, to: text.isEmpty ? .empty : .text(text), at: variable)
    }
  }
}
