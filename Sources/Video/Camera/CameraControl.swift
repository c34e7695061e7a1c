/// A setting of the camera, such as brightness, as the driver describes it.
package struct CameraControl: Sendable, Equatable, Codable {
  /// What values a control takes.
  package enum Kind: String, Sendable, Codable {
    case integer, boolean, menu, bitmask, button
  }

  /// The kernel's number for it.
  package let id: UInt32
  /// The driver's name for it, such as "Brightness".
  package let name: String
  package let kind: Kind
  package let minimum: Int
  package let maximum: Int
  package let step: Int
  package let `default`: Int
  /// The present value; nil where it cannot be read.
  package let value: Int?
  /// The words for a menu's values; nil for other kinds.
  package let menu: [Int: String]?
  /// Whether another setting makes it have no effect at the moment.
  package let isInactive: Bool

  private enum CodingKeys: String, CodingKey {
    case id, name, kind, minimum, maximum, step, `default`, value, menu
    case isInactive = "inactive"
  }

  /// The values it takes, in words: "0...255", "off or on", "0: Disabled, 1: 50 Hz".
  package var allowed: String {
    switch kind {
    case .boolean: "off or on"
    case .button: "any value: it is a button"
    case .menu:
      (menu ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        .joined(separator: ", ")
    case .integer, .bitmask: "\(minimum)...\(maximum)\(step > 1 ? " in steps of \(step)" : "")"
    }
  }

  /// A value as people call it: a number, "off" or "on", a menu's word.
  package func text(for value: Int) -> String {
    switch kind {
    case .boolean: value == 0 ? "off" : "on"
    case .menu: menu?[value] ?? "\(value)"
    default: "\(value)"
    }
  }
}
