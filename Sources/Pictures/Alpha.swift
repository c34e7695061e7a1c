import Imaging

extension ColorImage {
  /// Puts a picture that still has its own alpha on white, and sets alpha to 255.
  ///
  /// `level * alpha + 255 * (1 - alpha)`, on the stored levels as Pillow and browsers do it.
  mutating func putOnWhite() {
    bytes.withUnsafeMutableBufferPointer { bytes in
      // SAFETY: four bytes a pixel by ColorImage's own precondition.
      for pixel in stride(from: 0, to: bytes.count, by: 4) where bytes[pixel + 3] != 255 {
        let alpha = bytes[pixel + 3]
        bytes[pixel] = bytes[pixel].onWhite(alpha: alpha)
        bytes[pixel + 1] = bytes[pixel + 1].onWhite(alpha: alpha)
        bytes[pixel + 2] = bytes[pixel + 2].onWhite(alpha: alpha)
        bytes[pixel + 3] = 255
      }
    }
  }
}

extension GrayImage {
  /// A gray picture with alpha, put on white.
  ///
  /// - Parameter levelsAndAlpha: level and alpha in turn, two bytes a pixel.
  init(width: Int, height: Int, levelsAndAlpha bytes: [UInt8]) {
    precondition(
      bytes.count == width * height * 2,
      "\(bytes.count) bytes do not fill \(width)x\(height) at two a pixel")
    self.init(width: width, height: height)
    for index in pixels.indices {
      pixels[index] = bytes[index * 2].onWhite(alpha: bytes[index * 2 + 1])
    }
  }
}

extension UInt8 {
  /// The level seen where this one covers white by `alpha` of 255, rounded.
  fileprivate func onWhite(alpha: UInt8) -> UInt8 {
    let covered = Int(self) * Int(alpha)
    let white = 255 * (255 - Int(alpha))
    return UInt8((covered + white + 127) / 255)
  }
}
