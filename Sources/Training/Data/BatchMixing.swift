import Foundation
import Kernels
import Randomness

/// Mixes each picture of a batch with another one, and their targets alike, in the same shares.
///
/// The shares are drawn from Beta(alpha, alpha) once a batch; the order is shuffled already, so that
/// the first picture goes with the last one, the second with the last but one, and so on.
package struct BatchMixing: Codable, Sendable, Equatable {
  /// Alpha of mixup (Zhang et al. 2018), which blends the pictures; 0 for none.
  package var mixup = 0.0
  /// Alpha of CutMix (Yun et al. 2019), which exchanges a rectangle; 0 for none. With both, each
  /// batch takes one of them.
  package var cutmix = 0.0

  package init() {}

  /// - Parameters:
  ///   - pictures: [batch, height, width, 1], changed in place.
  ///   - targets: [batch][classes] likewise.
  func apply(to pictures: FeatureMap, targets: inout [[Float]], random: inout SplitMix64) {
    let takesMixup = random.uniform(0...1) < 0.5 ? mixup > 0 : cutmix == 0
    let alpha = takesMixup ? mixup : cutmix
    guard alpha > 0, pictures.batch > 1 else { return }
    var kept = Float(random.beta(alpha))
    if takesMixup {
      eachPair(pictures) { a, b in
        for index in 0..<pictures.shape.count {
          let (left, right) = (a[index], b[index])
          a[index] = kept * left + (1 - kept) * right
          b[index] = kept * right + (1 - kept) * left
        }
      }
    } else {
      let (rows, columns) = rectangle(pictures.shape, share: 1 - Double(kept), &random)
      let width = pictures.shape.width
      eachPair(pictures) { a, b in
        for row in rows {
          for index in (row * width + columns.lowerBound)..<(row * width + columns.upperBound) {
            (a[index], b[index]) = (b[index], a[index])
          }
        }
      }
      kept = 1 - Float(rows.count * columns.count) / Float(pictures.shape.area)
    }
    targets = targets.indices.map { index in
      zip(targets[index], targets[targets.count - 1 - index]).map { kept * $0 + (1 - kept) * $1 }
    }
  }

  // SAFETY: two different pictures of the batch; where one would go with itself, it stays.
  private func eachPair(
    _ pictures: FeatureMap,
    _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) {
    for index in 0..<(pictures.batch / 2) {
      body(pictures.picture(index), pictures.picture(pictures.batch - 1 - index))
    }
  }

  /// A rectangle about a random place, cut off at the picture's border.
  private func rectangle(
    _ shape: FeatureShape, share: Double, _ random: inout SplitMix64
  ) -> (rows: Range<Int>, columns: Range<Int>) {
    func range(_ side: Int) -> Range<Int> {
      let length = Int(Double(side) * share.squareRoot())
      let first = Int(random.uniform(0...1) * Double(side)) - length / 2
      let start = min(max(first, 0), side)
      return start..<min(max(first + length, start), side)
    }
    return (range(shape.height), range(shape.width))
  }
}

extension SplitMix64 {
  /// Between 0 and 1, from Beta(alpha, alpha).
  ///
  /// - Parameter alpha: over 0.
  mutating func beta(_ alpha: Double) -> Double {
    let (a, b) = (gamma(alpha), gamma(alpha))
    return a + b > 0 ? a / (a + b) : 0.5
  }

  /// From the gamma distribution of a shape and the scale 1 (Marsaglia and Tsang 2000).
  private mutating func gamma(_ shape: Double) -> Double {
    if shape < 1 {
      return gamma(shape + 1) * pow(uniform(0x1p-53...1), 1 / shape)
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = pow(1 + c * x, 3)
      if v > 0, log(uniform(0x1p-53...1)) < x * x / 2 + d - d * v + d * log(v) { return d * v }
    }
  }
}
