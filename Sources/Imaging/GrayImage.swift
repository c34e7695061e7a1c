/// A picture of gray levels: one byte a pixel, rows packed without gaps.
///
/// Levels always use the full range 0...255. Sources of limited-range luma (cameras' YUYV, most
/// video) expand it on entry, so that nothing behind them has to know where a picture came from.
package struct GrayImage: Sendable, Equatable {
  /// Width in pixels, 0 or more.
  package let width: Int
  /// Height in pixels, 0 or more.
  package let height: Int
  /// `width * height` levels, row by row from the top left.
  package var pixels: [UInt8]

  /// A picture with every pixel at the same level.
  package init(width: Int, height: Int, filledWith level: UInt8 = 0) {
    self.init(
      width: width, height: height, pixels: [UInt8](repeating: level, count: width * height))
  }

  /// A picture from its levels.
  ///
  /// - Parameter pixels: `width * height` levels, row by row from the top left.
  package init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(
      width >= 0 && height >= 0 && pixels.count == width * height,
      "\(pixels.count) levels do not fill \(width)x\(height)")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The level at a position inside the picture.
  package subscript(x x: Int, y y: Int) -> UInt8 {
    get { pixels[y * width + x] }
    set { pixels[y * width + x] = newValue }
  }

  /// The whole picture as a rectangle.
  package var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }
}
