import Foundation

/// Random changes to a training picture. Each range holds the identity; 0 turns a change off.
package struct Augmentation: Codable, Sendable, Equatable {
  /// Whether half of the pictures are mirrored.
  package var horizontalFlip = true
  /// Greatest rotation either way, in degrees.
  package var rotation = 10.0
  /// Greatest shift either way along each axis, as a share of the side.
  package var shift = 0.1
  /// Greatest enlargement or reduction, as a share.
  package var zoom = 0.1
  /// Greatest change of brightness: levels are multiplied by 1 - brightness ... 1 + brightness.
  package var brightness = 0.2
  /// Greatest change of contrast: differences from the picture's mean level are multiplied by
  /// 1 - contrast ... 1 + contrast.
  package var contrast = 0.0
  /// Share of the pictures in which a rectangle of one random level hides 2 to 20 % of the area
  /// (random erasing: Zhong et al. 2020).
  package var erasing = 0.0

  package init() {}

  /// Nothing changes.
  package static let none: Augmentation = {
    var none = Augmentation()
    none.horizontalFlip = false
    (none.rotation, none.shift, none.zoom, none.brightness) = (0, 0, 0, 0)
    (none.contrast, none.erasing) = (0, 0)
    return none
  }()

  /// Writes a randomly changed copy of a picture.
  ///
  /// One bilinear look-up through the inverse affine map about the centre; outside the picture the
  /// nearest edge pixel counts (Keras' `fill_mode="nearest"`).
  ///
  /// - Parameters:
  ///   - source: `width * height` gray levels.
  ///   - target: room for as many values, which stay within 0...255.
  package func apply(
    to source: UnsafeBufferPointer<UInt8>, width: Int, height: Int,
    into target: UnsafeMutablePointer<Float>, random: inout SplitMix64
  ) {
    precondition(source.count == width * height, "\(source.count) levels for \(width)x\(height)")
    let map = draw(width: width, height: height, &random)
    // SAFETY: the four look-ups are clamped to the picture; target has room for width * height.
    for y in 0..<height {
      for x in 0..<width {
        let sourceX = map.a * Float(x) + map.b * Float(y) + map.c
        let sourceY = map.d * Float(x) + map.e * Float(y) + map.f
        let clampedX = min(max(sourceX, 0), Float(width - 1))
        let clampedY = min(max(sourceY, 0), Float(height - 1))
        let (left, top) = (Int(clampedX), Int(clampedY))
        let (right, bottom) = (min(left + 1, width - 1), min(top + 1, height - 1))
        let (shareX, shareY) = (clampedX - Float(left), clampedY - Float(top))
        let upper =
          Float(source[top * width + left]) * (1 - shareX)
          + Float(source[top * width + right]) * shareX
        let lower =
          Float(source[bottom * width + left]) * (1 - shareX)
          + Float(source[bottom * width + right]) * shareX
        let level = (upper * (1 - shareY) + lower * shareY) * map.gain
        target[y * width + x] = min(max(level, 0), 255)
      }
    }
    changeContrast(of: target, count: width * height, &random)
    erase(target, width: width, height: height, &random)
  }

  private func changeContrast(
    of levels: UnsafeMutablePointer<Float>, count: Int, _ random: inout SplitMix64
  ) {
    let factor = Float(1 + random.uniform(-1...1) * contrast)
    guard factor != 1 else { return }
    // SAFETY: the caller vouches for `count` levels.
    var sum: Float = 0
    for index in 0..<count { sum += levels[index] }
    let mean = sum / Float(count)
    for index in 0..<count {
      levels[index] = min(max(mean + (levels[index] - mean) * factor, 0), 255)
    }
  }

  private func erase(
    _ levels: UnsafeMutablePointer<Float>, width: Int, height: Int, _ random: inout SplitMix64
  ) {
    let isErased = random.uniform(0...1) < erasing
    let area = random.uniform(0.02...0.2) * Double(width * height)
    // As many tall rectangles as wide ones.
    let aspect = exp(random.uniform(-1.2...1.2))
    let (across, down) = (random.uniform(0...1), random.uniform(0...1))
    let level = Float(random.uniform(0...255))
    guard isErased else { return }
    let columns = min(width, max(1, Int((area * aspect).squareRoot())))
    let rows = min(height, max(1, Int((area / aspect).squareRoot())))
    let left = Int(across * Double(width - columns))
    let top = Int(down * Double(height - rows))
    // SAFETY: the rectangle lies inside of the picture.
    for row in top..<(top + rows) {
      (levels + row * width + left).update(repeating: level, count: columns)
    }
  }

  /// Where a result pixel's level comes from: (a x + b y + c, d x + e y + f), times a gain.
  private struct Map {
    let a, b, c, d, e, f, gain: Float
  }

  private func draw(width: Int, height: Int, _ random: inout SplitMix64) -> Map {
    // Always the same number of draws, so that one range does not change another's numbers.
    let flips = random.uniform(0...1) < 0.5 && horizontalFlip
    let angle = random.uniform(-1...1) * rotation * .pi / 180
    let shiftX = random.uniform(-1...1) * shift * Double(width)
    let shiftY = random.uniform(-1...1) * shift * Double(height)
    let scale = 1 / (1 + random.uniform(-1...1) * zoom)
    let gain = 1 + random.uniform(-1...1) * brightness
    let (centerX, centerY) = (Double(width - 1) / 2, Double(height - 1) / 2)
    let mirror: Double = flips ? -1 : 1
    let (cosine, sine) = (cos(angle) * scale, sin(angle) * scale)
    let (a, b, d, e) = (cosine * mirror, -sine, sine * mirror, cosine)
    return Map(
      a: Float(a), b: Float(b), c: Float(centerX - a * (centerX + shiftX) - b * (centerY + shiftY)),
      d: Float(d), e: Float(e), f: Float(centerY - d * (centerX + shiftX) - e * (centerY + shiftY)),
      gain: Float(gain))
  }
}
