/// A camera of the machine and what it offers.
package struct CameraInfo: Sendable, Equatable, Codable {
  /// The device's path, such as `/dev/video0`; it may change when cameras are plugged in again.
  package let path: String
  /// A path that stays the same (`/dev/v4l/by-id/…`); nil for cameras without one.
  package let stableName: String?
  /// The product's name.
  package let card: String
  package let driver: String
  /// Where it is plugged in.
  package let bus: String
  package let formats: [CameraFormat]
  package let controls: [CameraControl]

  package init(
    path: String, stableName: String?, card: String, driver: String, bus: String,
    formats: [CameraFormat], controls: [CameraControl]
  ) {
    self.path = path
    self.stableName = stableName
    self.card = card
    self.driver = driver
    self.bus = bus
    self.formats = formats
    self.controls = controls
  }

  /// Whether some format that can be used has colour; infrared cameras have none.
  package var hasColor: Bool { formats.contains { $0.isSupported && $0.pixelFormat.hasColor } }

  private enum CodingKeys: String, CodingKey {
    case path, card, driver, bus, formats, controls
    case stableName = "stable_name"
  }
}
