/// What a camera is known by when it comes back under another number.
package struct CameraIdentity: Sendable, Equatable {
  /// The product's name.
  package let card: String
  /// Where it is plugged in.
  package let bus: String
  /// Its serial number; nil where it has none, or shares it with another camera that is there.
  package let serial: String?
  private let driver: String
  private let product: String?
  private let function: String?

  /// - Parameters:
  ///   - capability: what the device says.
  ///   - node: what the system says.
  ///   - hasTwin: whether its serial number tells it from no other camera.
  init(_ capability: V4L2Capability, _ node: VideoNode, hasTwin: Bool) {
    card = capability.card
    bus = capability.bus
    driver = capability.driver
    serial = hasTwin ? nil : node.serial
    product = node.product
    function = node.function
  }

  /// Whether a device that was found is this camera: one with the same serial number, in any port,
  /// or, where there is none, one of the same make in the same port.
  func isSame(as found: V4L2Capability, _ node: VideoNode) -> Bool {
    guard mayBeSame(as: node), driver == found.driver, card == found.card else { return false }
    return serial != nil || bus == found.bus
  }

  /// Whether nothing that is known without opening a device speaks against it.
  func mayBeSame(as node: VideoNode) -> Bool {
    product == node.product && function == node.function
      && (serial == nil || serial == node.serial)
  }
}
