import CV4L2

/// What a video device says it is (`VIDIOC_QUERYCAP`).
package struct V4L2Capability: Sendable, Equatable {
  /// The driver's name, such as `uvcvideo`.
  package let driver: String
  /// The product's name, such as `HD Webcam C615`.
  package let card: String
  /// Where it is plugged in, such as `usb-0000:00:14.0-1`.
  package let bus: String
  /// The capability bits of this node, not of the whole device.
  package let bits: UInt32

  init(_ answer: v4l2_capability) {
    driver = text(answer.driver)
    card = text(answer.card)
    bus = text(answer.bus_info)
    // One physical device has several nodes; only `device_caps` tells what this one does.
    let hasOwn = answer.capabilities & V4L2_CAP_DEVICE_CAPS != 0
    bits = hasOwn ? answer.device_caps : answer.capabilities
  }

  /// What the node is for.
  package var kind: V4L2DeviceKind {
    if has(V4L2_CAP_VIDEO_M2M) || has(V4L2_CAP_VIDEO_M2M_MPLANE) { return .codec }
    if has(V4L2_CAP_VIDEO_CAPTURE) && has(V4L2_CAP_STREAMING) { return .camera }
    if has(V4L2_CAP_META_CAPTURE) || has(V4L2_CAP_META_OUTPUT) { return .metadata }
    if has(V4L2_CAP_VIDEO_OUTPUT) || has(V4L2_CAP_VIDEO_OUTPUT_MPLANE) { return .output }
    return .other
  }

  private func has(_ bit: Int32) -> Bool { bits & UInt32(bit) != 0 }
}

/// The text in a fixed-size C array, up to its first zero byte.
func text<Characters>(_ characters: Characters) -> String {
  withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
