/// What a video device is for, by the capabilities of this one node.
package enum V4L2DeviceKind: String, Sendable, Codable {
  /// Gives pictures by memory-mapped streaming.
  case camera
  /// Gives data about the pictures of the camera beside it.
  case metadata
  /// Takes pictures to show them.
  case output
  /// Takes pictures and gives changed ones: encoders, decoders, scalers.
  case codec
  /// Radio, VBI, touch, software radio, multi-plane or read-only capture.
  case other

  /// As the end of "it is …".
  var text: String {
    switch self {
    case .camera: "a camera"
    case .metadata: "a camera's metadata node"
    case .output: "a video output"
    case .codec: "a video codec"
    case .other: "another kind of device"
    }
  }
}
