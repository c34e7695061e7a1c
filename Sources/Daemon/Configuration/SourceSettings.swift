/// Where the frames come from.
package struct SourceSettings: Sendable, Equatable {
  /// The device; nil for the first camera with colour.
  package var camera: String?
  /// A video file or folder of pictures in a camera's place.
  package var file: String?
  /// Whether the file begins again at its end.
  package var loop = false
  package var width: Int?
  package var height: Int?
  /// Frames a second wished for.
  package var fps = 30.0
  /// A pixel format's code that must be used.
  package var pixelFormat: String?

  package init() {}
}
