import Pipeline

/// What a setting's value may be: reads one from what was written, and writes one down.
struct SettingKind<Value>: Sendable {
  /// What it may be, as it follows "is" in a sentence.
  let wanted: String
  /// The value that a text stands for; nil where it stands for none.
  private let parse: @Sendable (String) -> Value?
  /// The value as YAML.
  let show: @Sendable (Value) -> String

  private init(
    _ wanted: String, parse: @escaping @Sendable (String) -> Value?,
    show: @escaping @Sendable (Value) -> String
  ) {
    self.wanted = wanted
    self.parse = parse
    self.show = show
  }

  /// - Throws: ``UnusableValue``.
  func read(_ value: SettingValue) throws(UnusableValue) -> Value {
    let text: String? =
      switch value {
      case .text(let text): text
      // Lists of texts are one text to the environment and the command line.
      case .list(let texts) where Value.self == [String].self: texts.joined(separator: ",")
      default: nil
      }
    guard let read = text.flatMap(parse) else {
      throw UnusableValue(wanted: wanted, not: value)
    }
    return read
  }
}

extension SettingKind where Value == String {
  static var text: SettingKind {
    SettingKind("a text", parse: { $0.isEmpty ? nil : $0 }, show: { JSONText.string($0) })
  }
}

extension SettingKind where Value == String {
  /// A part of a topic.
  static var name: SettingKind {
    SettingKind(
      "a name of letters, digits, - and _",
      parse: { text in
        let isName = text.allSatisfy {
          $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0))
        }
        return isName && !text.isEmpty ? text : nil
      }, show: { $0 })
  }
}

extension SettingKind where Value == [String] {
  static var texts: SettingKind {
    SettingKind(
      "a list of texts, each once",
      parse: { text in
        let texts = text.split(separator: ",", omittingEmptySubsequences: false).map {
          String($0.drop { $0 == " " })
        }
        return Set(texts).count == texts.count && !texts.contains("") ? texts : nil
      },
      show: { "[\($0.map(JSONText.string).joined(separator: ", "))]" })
  }
}

extension SettingKind where Value == Bool {
  static var flag: SettingKind {
    SettingKind(
      "true or false",
      parse: { ["true": true, "false": false][$0.lowercased()] }, show: { "\($0)" })
  }
}

extension SettingKind where Value == Int {
  static func count(_ range: ClosedRange<Int>) -> SettingKind {
    SettingKind(
      "a whole number from \(range.lowerBound) to \(range.upperBound)",
      parse: { Int($0).flatMap { range.contains($0) ? $0 : nil } }, show: { "\($0)" })
  }

  /// A number of bytes: `500000`, `64 MiB`.
  static func bytes(_ range: ClosedRange<Int>) -> SettingKind {
    SettingKind(
      "a size such as 64 MiB, from \(ByteCount.text(range.lowerBound)) to "
        + ByteCount.text(range.upperBound),
      parse: { ByteCount.parse($0).flatMap { range.contains($0) ? $0 : nil } },
      show: ByteCount.text)
  }
}

extension SettingKind where Value == Double {
  static func number(_ range: ClosedRange<Double>) -> SettingKind {
    SettingKind(
      "a number from \(JSONText.number(range.lowerBound, places: 3)) to "
        + JSONText.number(range.upperBound, places: 3),
      parse: { Double($0).flatMap { range.contains($0) ? $0 : nil } }, show: { "\($0)" })
  }
}

extension SettingKind
where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
  static var choice: SettingKind {
    let names = Value.allCases.map(\.rawValue)
    return SettingKind(
      names.dropLast().joined(separator: ", ") + " or \(names.last ?? "")",
      parse: { Value(rawValue: $0) }, show: \.rawValue)
  }
}
