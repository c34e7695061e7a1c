/// The capture mode somebody would like; what comes nearest is taken.
package struct CameraWish: Sendable, Equatable {
  /// The picture's size in pixels.
  package var size: CameraExtent
  package var framesPerSecond: Double
  /// A pixel format that must be used; nil leaves the choice open.
  package var pixelFormat: PixelFormat?
  /// The camera's settings to change, in this order.
  package var controls: [ControlSetting]

  /// - Parameters:
  ///   - width: nil takes 4:3 with the height, or 640.
  ///   - height: nil takes 4:3 with the width, or 480.
  package init(
    width: Int? = nil, height: Int? = nil, framesPerSecond: Double = 30,
    pixelFormat: PixelFormat? = nil, controls: [ControlSetting] = []
  ) {
    let width = width ?? height.map { $0 * 4 / 3 } ?? 640
    size = CameraExtent(width: width, height: height ?? width * 3 / 4)
    self.framesPerSecond = framesPerSecond
    self.pixelFormat = pixelFormat
    self.controls = controls
  }
}
