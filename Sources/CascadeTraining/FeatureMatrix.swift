import FaceDetection
import Imaging
import Kernels

/// The values of many features in many windows, each in one of 256 bins between the feature's
/// smallest and largest likely value: what boosting chooses from, with a byte for each.
package struct FeatureMatrix: Sendable {
  /// Bins of a feature.
  package struct Bins: Sendable {
    /// Where the first one begins.
    package var low: Float
    package var width: Float

    /// What a value must be below to lie in that bin or one before it.
    package func threshold(after bin: Int) -> Float { low + Float(bin + 1) * width }
  }

  package let features: [HaarFeature]
  package let bins: [Bins]
  package let windowCount: Int
  /// [feature, window].
  private let matrix: ParallelBytes

  /// - Parameters:
  ///   - features: up to tens of thousands.
  ///   - windows: of one side.
  package init(_ features: [HaarFeature], _ windows: [TrainingWindow], side: Int, threads: Int) {
    self.features = features
    windowCount = windows.count
    let planes = IntegralPlanes(
      windows, side: side, tilted: features.contains(where: \.isTilted))
    let matrix = ParallelBytes(count: features.count * windows.count)
    let bins = ParallelResults<Bins>(count: features.count)
    parallelChunks(features.count, threads: threads) { _, range in
      var values = [Float](repeating: 0, count: planes.count)
      for index in range {
        planes.values(of: features[index], into: &values)
        let found = Self.bins(of: values)
        bins.set(index, found)
        values.withUnsafeBufferPointer { values in
          guard let values = values.baseAddress else { return }
          // SAFETY: the row lies inside the matrix; each row is written by one thread.
          binValues(
            values, count: planes.count, low: found.low, scale: 1 / found.width,
            bins: matrix.start + index * planes.count)
        }
      }
    }
    self.matrix = matrix
    self.bins = bins.values
  }

  /// The bins of one feature in all windows.
  package func withRow<R>(_ feature: Int, _ body: (UnsafePointer<UInt8>) throws -> R) rethrows -> R
  {
    precondition(features.indices.contains(feature), "feature \(feature) of \(features.count)")
    // SAFETY: the row lies inside the matrix, which lives as long as `self`.
    return try withExtendedLifetime(matrix) { try body(matrix.start + feature * windowCount) }
  }

  /// From 3.5 deviations below the mean to as many above, or to the outermost values before that.
  private static func bins(of values: [Float]) -> Bins {
    let count = Float(max(1, values.count))
    let mean = values.reduce(0, +) / count
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    let low = max(values.min() ?? 0, mean - 3.5 * deviation)
    let high = min(values.max() ?? 0, mean + 3.5 * deviation)
    return Bins(low: low, width: max((high - low) / 256, 1e-6))
  }
}

/// Bytes that several threads write to, each its own part.
// @unchecked: whoever writes keeps to a part of its own; it is read after all have ended.
private final class ParallelBytes: @unchecked Sendable {
  let start: UnsafeMutablePointer<UInt8>

  init(count: Int) {
    start = .allocate(capacity: max(1, count))
    start.initialize(repeating: 0, count: max(1, count))
  }

  deinit { start.deallocate() }
}

/// Sums of many windows, one plane for each place, so that a feature of all of them is computed by
/// adding planes.
private struct IntegralPlanes: Sendable {
  let count: Int
  private let side: Int
  /// [place, window].
  private let planes: [Int32]
  private let norms: [Float]

  /// - Parameter tilted: whether the planes of tilted sums are needed, too.
  init(_ windows: [TrainingWindow], side: Int, tilted: Bool) {
    count = windows.count
    self.side = side
    norms = windows.map(\.norm)
    let places = tilted ? windows.first?.sums.count ?? 0 : (side + 1) * (side + 1)
    var planes = [Int32](repeating: 0, count: places * windows.count)
    for (index, window) in windows.enumerated() {
      for place in 0..<places { planes[place * windows.count + index] = window.sums[place] }
    }
    self.planes = planes
  }

  func values(of feature: HaarFeature, into values: inout [Float]) {
    for index in values.indices { values[index] = 0 }
    planes.withUnsafeBufferPointer { planes in
      values.withUnsafeMutableBufferPointer { values in
        guard let planes = planes.baseAddress, let values = values.baseAddress else { return }
        for part in feature.parts {
          let corners = TrainingWindow.corners(
            of: part.rect, tilted: feature.isTilted, side: side)
          // SAFETY: the rectangle lies in the window, so that its corners' planes exist.
          func plane(_ corner: Int) -> UnsafePointer<Int32> {
            planes + Int(corners[corner]) * count
          }
          addRectangle(
            corners: (plane(0), plane(1), plane(2), plane(3)), weight: part.weight, count: count,
            values: values)
        }
      }
    }
    for index in values.indices { values[index] *= norms[index] }
  }
}
