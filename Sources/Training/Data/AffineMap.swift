import Foundation

/// Where the pixels of a changed picture come from: an affine map about the picture's centre, from
/// places of the result to places of the source.
package struct AffineMap: Sendable {
  // (a x + b y + c, d x + e y + f)
  private let a, b, c, d, e, f: Float

  /// - Parameters:
  ///   - rotation: in degrees; Keras' `theta`.
  ///   - shear: in degrees, Keras' `shear`: rows slide by its sine and close up by its cosine.
  ///   - shift: in pixels, to the right and down.
  ///   - scale: pixels of the source for one of the result: below 1 enlarges.
  ///   - isMirrored: left and right are exchanged first.
  package init(
    width: Int, height: Int, rotation: Double = 0, shear: Double = 0,
    shift: (x: Double, y: Double) = (0, 0), scale: Double = 1, isMirrored: Bool = false
  ) {
    let (angle, slant) = (rotation * .pi / 180, shear * .pi / 180)
    let (centerX, centerY) = (Double(width - 1) / 2, Double(height - 1) / 2)
    let mirror: Double = isMirrored ? -1 : 1
    let (cosine, sine) = (cos(angle) * scale, sin(angle) * scale)
    let (a, b) = (cosine * mirror, -cosine * sin(slant) - sine * cos(slant))
    let (d, e) = (sine * mirror, cosine * cos(slant) - sine * sin(slant))
    (self.a, self.b, self.d, self.e) = (Float(a), Float(b), Float(d), Float(e))
    c = Float(centerX - a * (centerX + shift.x) - b * (centerY + shift.y))
    f = Float(centerY - d * (centerX + shift.x) - e * (centerY + shift.y))
  }

  /// Writes the picture that the map makes, by bilinear look-ups.
  ///
  /// - Parameters:
  ///   - source: `width * height` gray levels.
  ///   - target: room for as many values, which stay within 0...255.
  ///   - gain: what levels are multiplied by.
  ///   - fill: what lies outside of the source.
  package func apply(
    to source: UnsafeBufferPointer<UInt8>, width: Int, height: Int,
    into target: UnsafeMutablePointer<Float>, gain: Float = 1, fill: FillMode = .nearest
  ) {
    precondition(source.count == width * height, "\(source.count) levels for \(width)x\(height)")
    // One loop for each, so that the choice is not made at every pixel.
    switch fill {
    case .nearest: lookUp(source, width, height, target, gain) { FillMode.nearest($0, last: $1) }
    case .constant: lookUp(source, width, height, target, gain) { FillMode.constant($0, last: $1) }
    case .reflect: lookUp(source, width, height, target, gain) { FillMode.reflect($0, last: $1) }
    case .wrap: lookUp(source, width, height, target, gain) { FillMode.wrap($0, last: $1) }
    }
  }

  /// - Parameter place: a coordinate's place within 0...last, nil for black.
  @inline(__always) private func lookUp(
    _ source: UnsafeBufferPointer<UInt8>, _ width: Int, _ height: Int,
    _ target: UnsafeMutablePointer<Float>, _ gain: Float,
    place: (_ coordinate: Float, _ last: Float) -> Float?
  ) {
    // SAFETY: the four look-ups are at places within the picture; target has room for
    // width * height.
    for y in 0..<height {
      for x in 0..<width {
        guard let placeX = place(a * Float(x) + b * Float(y) + c, Float(width - 1)),
          let placeY = place(d * Float(x) + e * Float(y) + f, Float(height - 1))
        else {
          target[y * width + x] = 0
          continue
        }
        let (left, top) = (Int(placeX), Int(placeY))
        let (right, bottom) = (min(left + 1, width - 1), min(top + 1, height - 1))
        let (shareX, shareY) = (placeX - Float(left), placeY - Float(top))
        let upper =
          Float(source[top * width + left]) * (1 - shareX)
          + Float(source[top * width + right]) * shareX
        let lower =
          Float(source[bottom * width + left]) * (1 - shareX)
          + Float(source[bottom * width + right]) * shareX
        let level = (upper * (1 - shareY) + lower * shareY) * gain
        target[y * width + x] = min(max(level, 0), 255)
      }
    }
  }
}
