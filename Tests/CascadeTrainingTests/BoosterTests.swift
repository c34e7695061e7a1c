import CascadeTraining
import FaceDetection
import Foundation
import Imaging
import Randomness
import Testing

@Suite struct BoosterTests {
  private static let side = 24

  /// Windows of faces, then of noise.
  private static func windows(_ count: Int) throws -> [TrainingWindow] {
    try (0..<(2 * count)).map { number in
      let image =
        number < count
        ? Scenes.face(side: 22, in: side, seed: UInt64(number))
        : Scenes.noise(side: side, seed: UInt64(number))
      return try #require(TrainingWindow(levels: image.pixels, side: side))
    }
  }

  private static func features(_ count: Int) -> [HaarFeature] {
    var generator = SplitMix64(seed: 3)
    return Array(FeatureShape.all(side: side, .all).shuffled(using: &generator).prefix(count))
      .map(\.feature)
  }

  @Test func binsHoldTheFeaturesValues() throws {
    let windows = try Self.windows(17)
    let matrix = FeatureMatrix(Self.features(40), windows, side: Self.side, threads: 3)
    for feature in 0..<40 {
      for window in windows.indices {
        let bin = matrix.withRow(feature) { Int($0[window]) }
        let bins = matrix.bins[feature]
        let value = windows[window].value(of: matrix.features[feature], side: Self.side)
        let slack = bins.width * 1e-2
        // The outermost bins hold all beyond them.
        #expect(bin == 255 || value < bins.threshold(after: bin) + slack, "\(feature) \(window)")
        #expect(bin == 0 || value >= bins.threshold(after: bin - 1) - slack, "\(feature) \(window)")
      }
    }
  }

  /// By trying every feature and bin, in double precision.
  private func plainBestError(_ matrix: FeatureMatrix, _ weights: [Double], faces: Int) -> Double {
    var best = Double.infinity
    for feature in matrix.features.indices {
      let bins = matrix.withRow(feature) { row in weights.indices.map { Int(row[$0]) } }
      for bin in 0..<255 {
        best = min(best, squaredError(bins.map { $0 <= bin }, weights, faces: faces))
      }
    }
    return best
  }

  /// Of the best two answers, one for each side.
  private func squaredError(_ isLeft: [Bool], _ weights: [Double], faces: Int) -> Double {
    [true, false].reduce(0) { error, side in
      var (sum, signed) = (0.0, 0.0)
      for window in weights.indices where isLeft[window] == side {
        sum += weights[window]
        signed += window < faces ? weights[window] : -weights[window]
      }
      return error + (sum > 0 ? sum - signed * signed / sum : 0)
    }
  }

  @Test func aStumpIsTheBestThereIs() throws {
    let count = 31
    let matrix = FeatureMatrix(
      Self.features(60), try Self.windows(count), side: Self.side, threads: 2)
    var booster = Booster(matrix, faces: count, others: count, kind: .gentle, threads: 2)
    var weights = [Double](repeating: 0.5 / Double(count), count: 2 * count)
    for _ in 0..<4 {
      let tree = booster.addTree(from: Array(0..<60), depth: 1)
      let node = try #require(tree.nodes.first)
      #expect(tree.nodes.count == 1 && tree.leaves.count == 2)
      let isLeft = matrix.withRow(node.feature) { row in
        weights.indices.map { Int(row[$0]) <= node.bin }
      }
      let best = plainBestError(matrix, weights, faces: count)
      #expect(squaredError(isLeft, weights, faces: count) <= best + 1e-5)
      let answers = tree.answers(matrix)
      for window in weights.indices {
        weights[window] *= exp(Double(window < count ? -answers[window] : answers[window]))
      }
      let sum = weights.reduce(0, +)
      for window in weights.indices { weights[window] /= sum }
    }
  }

  @Test(arguments: BoostingKind.allCases, [1, 2, 3])
  func moreTreesTellMoreApart(kind: BoostingKind, depth: Int) throws {
    let count = 40
    let matrix = FeatureMatrix(
      Self.features(50), try Self.windows(count), side: Self.side, threads: 2)
    var booster = Booster(matrix, faces: count, others: count, kind: kind, threads: 2)
    for _ in 0..<12 {
      let tree = booster.addTree(from: Array(0..<50), depth: depth)
      #expect(tree.leaves.count == tree.nodes.count + 1 && tree.nodes.count < 1 << depth)
    }
    let right = booster.scores.indices.count { (booster.scores[$0] > 0) == ($0 < count) }
    #expect(right >= 2 * count - 2, "\(right) of \(2 * count)")
  }
}
