/// A colour picture: four bytes a pixel in the order blue, green, red, alpha, rows packed
/// without gaps.
///
/// This is the byte order of Cairo's `CAIRO_FORMAT_RGB24` and SDL's `ARGB8888` on little-endian
/// machines, so drawing and showing need no conversion. Alpha is 255 everywhere: transparent
/// pictures are put on white when they are read.
package struct ColorImage: Sendable, Equatable {
  /// Width in pixels, 0 or more.
  package let width: Int
  /// Height in pixels, 0 or more.
  package let height: Int
  /// `width * height * 4` bytes, row by row from the top left.
  package var bytes: [UInt8]

  /// Bytes from one row to the next.
  package var strideBytes: Int { width * 4 }

  /// The whole picture as a rectangle.
  package var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

  /// A picture from its bytes.
  ///
  /// - Parameter bytes: `width * height * 4` bytes: blue, green, red, 255.
  package init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(
      width >= 0 && height >= 0 && bytes.count == width * height * 4,
      "\(bytes.count) bytes do not fill \(width)x\(height) at four a pixel")
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  /// A picture of one colour.
  package init(width: Int, height: Int, blue: UInt8 = 0, green: UInt8 = 0, red: UInt8 = 0) {
    var bytes = [UInt8](repeating: 255, count: width * height * 4)
    for pixel in stride(from: 0, to: bytes.count, by: 4) {
      bytes[pixel] = blue
      bytes[pixel + 1] = green
      bytes[pixel + 2] = red
    }
    self.init(width: width, height: height, bytes: bytes)
  }

  /// The same picture in shades of gray.
  package init(_ gray: GrayImage) {
    var bytes = [UInt8](repeating: 255, count: gray.width * gray.height * 4)
    for (index, level) in gray.pixels.enumerated() {
      bytes[index * 4] = level
      bytes[index * 4 + 1] = level
      bytes[index * 4 + 2] = level
    }
    self.init(width: gray.width, height: gray.height, bytes: bytes)
  }

  /// The picture's luma by ITU-R BT.601, `0.299 R + 0.587 G + 0.114 B`, rounded: the gray of
  /// JPEG and of OpenCV's `COLOR_BGR2GRAY`, with OpenCV 4's 15-bit fixed-point weights.
  package func gray() -> GrayImage {
    var levels = [UInt8](repeating: 0, count: width * height)
    bytes.withUnsafeBufferPointer { source in
      levels.withUnsafeMutableBufferPointer { target in
        // SAFETY: both buffers were sized from width and height above and in `init`.
        for index in 0..<target.count {
          let blue = Int32(source[index &* 4])
          let green = Int32(source[index &* 4 &+ 1])
          let red = Int32(source[index &* 4 &+ 2])
          let luma = 3735 &* blue &+ 19235 &* green &+ 9798 &* red &+ 16384
          target[index] = UInt8(truncatingIfNeeded: luma &>> 15)
        }
      }
    }
    return GrayImage(width: width, height: height, pixels: levels)
  }
}
