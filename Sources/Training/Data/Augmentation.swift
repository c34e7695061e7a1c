import Foundation
import Randomness

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
  /// Greatest shear either way, in degrees (Keras' `shear_range`).
  package var shear = 0.0
  /// Most levels that are added or taken away, cut off at the picture's own darkest and brightest
  /// level (Keras' `channel_shift_range`).
  package var channelShift = 0.0
  /// Greatest standard deviation of noise, in levels: each picture has its own, from none to this,
  /// normal and independent from pixel to pixel, as a camera's is in the dark.
  package var noise = 0.0
  /// What lies outside of a picture that is turned, shifted or made smaller.
  package var fillMode = FillMode.nearest

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
  /// One bilinear look-up through the inverse affine map about the centre, then brightness,
  /// contrast, channel shift, noise and erasing, in this order.
  ///
  /// - Parameters:
  ///   - source: `width * height` gray levels.
  ///   - target: room for as many values, which stay within 0...255.
  package func apply(
    to source: UnsafeBufferPointer<UInt8>, width: Int, height: Int,
    into target: UnsafeMutablePointer<Float>, random: inout SplitMix64
  ) {
    let changes = draw(width: width, height: height, &random)
    changes.map.apply(
      to: source, width: width, height: height, into: target, gain: changes.gain, fill: fillMode)
    // SAFETY: the caller vouches for the target's room.
    let levels = UnsafeMutableBufferPointer(start: target, count: width * height)
    Self.changeContrast(of: levels, factor: changes.contrast)
    Self.add(changes.channelShift, to: levels)
    Self.addNoise(deviation: changes.noise.deviation, to: levels, seed: changes.noise.seed)
    changes.erased?.apply(to: target, width: width, height: height)
  }

  /// Moves levels away from their mean or towards it.
  private static func changeContrast(of levels: UnsafeMutableBufferPointer<Float>, factor: Float) {
    guard factor != 1 else { return }
    let mean = levels.reduce(0, +) / Float(levels.count)
    for index in levels.indices {
      levels[index] = min(max(mean + (levels[index] - mean) * factor, 0), 255)
    }
  }

  /// Adds to all levels; none becomes darker or brighter than the extremes were.
  package static func add(_ shift: Float, to levels: UnsafeMutableBufferPointer<Float>) {
    guard shift != 0, let darkest = levels.min(), let brightest = levels.max() else { return }
    for index in levels.indices {
      levels[index] = min(max(levels[index] + shift, darkest), brightest)
    }
  }

  private static func addNoise(
    deviation: Double, to levels: UnsafeMutableBufferPointer<Float>, seed: UInt64
  ) {
    guard deviation > 0 else { return }
    var random = SplitMix64(seed: seed)
    for index in levels.indices {
      levels[index] = min(max(levels[index] + Float(deviation * random.normal()), 0), 255)
    }
  }

  /// What was drawn for one picture.
  private struct Changes {
    let map: AffineMap
    let gain, contrast, channelShift: Float
    let noise: (deviation: Double, seed: UInt64)
    let erased: ErasedRectangle?
  }

  private func draw(width: Int, height: Int, _ random: inout SplitMix64) -> Changes {
    // Always the same number of draws, so that one range does not change another's numbers; new
    // ones come last, so that a seed's pictures stay what they were.
    let flips = random.uniform(0...1) < 0.5 && horizontalFlip
    let angle = random.uniform(-1...1) * rotation
    let shiftX = random.uniform(-1...1) * shift * Double(width)
    let shiftY = random.uniform(-1...1) * shift * Double(height)
    let scale = 1 / (1 + random.uniform(-1...1) * zoom)
    let gain = 1 + random.uniform(-1...1) * brightness
    let contrast = 1 + random.uniform(-1...1) * self.contrast
    let isErased = random.uniform(0...1) < erasing
    let rectangle = ErasedRectangle(width: width, height: height, random: &random)
    let slant = random.uniform(-1...1) * shear
    let levels = random.uniform(-1...1) * channelShift
    let deviation = random.uniform(0...1) * noise
    let seed = random.next()
    return Changes(
      map: AffineMap(
        width: width, height: height, rotation: angle, shear: slant, shift: (shiftX, shiftY),
        scale: scale, isMirrored: flips),
      gain: Float(gain), contrast: Float(contrast), channelShift: Float(levels),
      noise: (deviation, seed), erased: isErased ? rectangle : nil)
  }
}
