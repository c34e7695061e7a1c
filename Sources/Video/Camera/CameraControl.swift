/// A setting of the camera, such as brightness, as the driver describes it.
package struct CameraControl: Sendable, Equatable, Codable {
  /// What values a control takes.
  package enum Kind: String, Sendable, Codable {
    case integer, boolean, menu, bitmask, button
  }

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
    case name, kind, minimum, maximum, step, `default`, value, menu
    case isInactive = "inactive"
  }
}
