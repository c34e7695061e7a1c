/// How the values of one picture lie in memory between two steps of a plan.
enum Layout: Sendable {
  /// [channels, height, width], as ONNX has them; also whatever has other dimensions.
  case channelsFirst
  /// [height, width, channels], a multiple of 8 of them: eight channels are one vector, and no
  /// convolution ever has to shuffle.
  case channelsLast

  /// Whether values of a shape can have their channels last.
  static func allowsChannelsLast(_ shape: [Int]) -> Bool { shape.count == 3 && shape[0] % 8 == 0 }
}
