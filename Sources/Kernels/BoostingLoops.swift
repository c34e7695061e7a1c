/// Adds samples' weights up by the bin that their feature falls into.
///
/// Neighbours go to sums of their own, which are added up at the end: one sum would wait for itself.
///
/// - Parameters:
///   - bins: [count].
///   - weights: [count].
///   - sums: [256], overwritten.
package func weightHistogram(
  bins: UnsafePointer<UInt8>, weights: UnsafePointer<Float>, count: Int,
  sums: UnsafeMutablePointer<Float>
) {
  withUnsafeTemporaryAllocation(of: Float.self, capacity: 1024) { lanes in
    guard let lanes = lanes.baseAddress else { return }
    // SAFETY: a bin is below 256 and a lane below 4; the caller vouches for `count` elements.
    lanes.initialize(repeating: 0, count: 1024)
    var index = 0
    while index + 4 <= count {
      lanes[Int(bins[index])] += weights[index]
      lanes[256 + Int(bins[index + 1])] += weights[index + 1]
      lanes[512 + Int(bins[index + 2])] += weights[index + 2]
      lanes[768 + Int(bins[index + 3])] += weights[index + 3]
      index += 4
    }
    while index < count {
      lanes[Int(bins[index])] += weights[index]
      index += 1
    }
    for bin in 0..<256 {
      sums[bin] = (lanes[bin] + lanes[256 + bin]) + (lanes[512 + bin] + lanes[768 + bin])
    }
  }
}

/// Adds a weighted rectangle to a feature's values over many windows at once.
///
/// - Parameters:
///   - corners: the windows' sums at the rectangle's corners, [count] each: top left, top right,
///     bottom left, bottom right.
///   - values: [count]; `values += weight * (a - b - c + d)`.
package func addRectangle(
  corners: (UnsafePointer<Int32>, UnsafePointer<Int32>, UnsafePointer<Int32>, UnsafePointer<Int32>),
  weight: Float, count: Int, values: UnsafeMutablePointer<Float>
) {
  // SAFETY: the caller vouches for `count` elements behind every pointer.
  for index in 0..<count {
    let sum =
      (corners.0[index] &- corners.1[index]) &- (corners.2[index] &- corners.3[index])
    values[index] += weight * Float(sum)
  }
}

/// Brings values into 256 bins of equal width: `bins = clamp(floor((values - low) * scale))`.
///
/// - Parameters:
///   - values: [count], finite.
///   - scale: bins a unit.
///   - bins: [count].
package func binValues(
  _ values: UnsafePointer<Float>, count: Int, low: Float, scale: Float,
  bins: UnsafeMutablePointer<UInt8>
) {
  // SAFETY: the caller vouches for `count` elements; clamped before the conversion.
  for index in 0..<count {
    let place = (values[index] - low) * scale
    bins[index] = UInt8(min(max(place, 0), 255))
  }
}
