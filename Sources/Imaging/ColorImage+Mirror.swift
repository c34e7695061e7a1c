extension ColorImage {
  /// Swaps left and right, as in a looking glass. Drawing comes after it, so that text is readable.
  package mutating func mirror() {
    let (width, height) = (width, height)
    bytes.withUnsafeMutableBytes { raw in
      precondition(raw.count == width * height * 4, "\(raw.count) bytes of \(width)x\(height)")
      raw.withMemoryRebound(to: UInt32.self) { pixels in
        // SAFETY: `pixels` holds width * height values, and both ends of a row lie within it. The
        // array's storage is aligned to 16 bytes.
        for y in 0..<height {
          var left = y &* width
          var right = left &+ width &- 1
          while left < right {
            let pixel = pixels[left]
            pixels[left] = pixels[right]
            pixels[right] = pixel
            left &+= 1
            right &-= 1
          }
        }
      }
    }
  }

  /// The picture with left and right swapped: see ``mirror()``.
  package func mirrored() -> ColorImage {
    var copy = self
    copy.mirror()
    return copy
  }
}
