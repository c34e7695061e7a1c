/// A value that a camera's setting is to have, in words: `Brightness=100`, `power_line_frequency=50 Hz`.
package struct ControlSetting: Sendable, Equatable {
  /// The setting, as the driver or v4l2-ctl calls it.
  package let name: String
  /// A number, `on` or `off`, or a menu's word.
  package let value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  /// From `NAME=VALUE`.
  ///
  /// - Returns: nil where the text has no `=`, or nothing before or behind it.
  package init?(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(Self.trimmed)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.init(name: parts[0], value: parts[1])
  }

  /// Whether it is this control's: the same letters and digits, as in "White Balance, Automatic" and
  /// `white_balance_automatic`.
  func isFor(_ control: CameraControl) -> Bool { Self.letters(name) == Self.letters(control.name) }

  /// The control's number for the value; nil where it has none.
  func number(for control: CameraControl) -> Int? {
    switch control.kind {
    case .menu:
      let word = control.menu?.first { Self.letters($0.value) == Self.letters(value) }
      let number = word?.key ?? Int(value)
      return number.flatMap { control.menu?[$0] == nil ? nil : $0 }
    case .boolean:
      return ["on": 1, "off": 0, "true": 1, "false": 0, "1": 1, "0": 0][value.lowercased()]
    case .button: return 1
    case .integer, .bitmask:
      guard let number = Int(value), (control.minimum...control.maximum).contains(number) else {
        return nil
      }
      return number
    }
  }

  private static func letters(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " }
    return String(start.prefix(start.count - start.reversed().prefix { $0 == " " }.count))
  }
}
