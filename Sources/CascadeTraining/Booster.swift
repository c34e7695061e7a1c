import Foundation
import Kernels

/// Boosting over the windows of a stage: faces first, then windows that are none, then faces that
/// are only looked at and teach nothing.
package struct Booster {
  private let matrix: FeatureMatrix
  private let faces: Int
  private let others: Int
  private let kind: BoostingKind
  private let threads: Int
  /// Of the faces and the others; they add up to 1.
  private var weights: [Float]
  /// Sums of the trees' answers, of every window.
  package private(set) var scores: [Float]

  package init(_ matrix: FeatureMatrix, faces: Int, others: Int, kind: BoostingKind, threads: Int) {
    precondition(faces > 0 && others > 0 && faces + others <= matrix.windowCount)
    self.matrix = matrix
    self.faces = faces
    self.others = others
    self.kind = kind
    self.threads = threads
    weights =
      [Float](repeating: 0.5 / Float(faces), count: faces)
      + [Float](repeating: 0.5 / Float(others), count: others)
    scores = [Float](repeating: 0, count: matrix.windowCount)
  }

  /// Grows the best tree that it can and adds its answers to the scores.
  ///
  /// - Parameters:
  ///   - features: the matrix' features to choose from.
  ///   - depth: decisions from the root to a leaf, 1 for a stump.
  package mutating func addTree(from features: [Int], depth: Int) -> GrownTree {
    var tree = GrownTree()
    grow(&tree, weights, from: features, depth: depth)
    let answers = tree.answers(matrix)
    for window in scores.indices { scores[window] += answers[window] }
    reweigh(answers)
    return tree
  }

  /// `w *= exp(-y * answer)`, brought back to a sum of 1.
  private mutating func reweigh(_ answers: [Float]) {
    var sum: Float = 0
    for window in weights.indices {
      weights[window] *= exp(window < faces ? -answers[window] : answers[window])
      sum += weights[window]
    }
    for window in weights.indices { weights[window] /= sum }
  }

  /// Adds a node and all below it.
  ///
  /// - Parameter weights: of the windows that come to the node; 0 for the others.
  /// - Returns: what the node above points to.
  @discardableResult
  private func grow(
    _ tree: inout GrownTree, _ weights: [Float], from features: [Int], depth: Int
  ) -> Int {
    guard depth > 0, let split = bestSplit(weights, from: features) else {
      tree.leaves.append(leaf(weights))
      return -(tree.leaves.count - 1)
    }
    let index = tree.nodes.count
    tree.nodes.append(GrownTree.Node(feature: split.feature, bin: split.bin))
    let (left, right) = parts(of: weights, split)
    tree.nodes[index].left = grow(&tree, left, from: features, depth: depth - 1)
    tree.nodes[index].right = grow(&tree, right, from: features, depth: depth - 1)
    return index
  }

  private func leaf(_ weights: [Float]) -> Float {
    kind.answer(faces: weights[..<faces].reduce(0, +), others: weights[faces...].reduce(0, +))
  }

  private func parts(of weights: [Float], _ split: Split) -> (left: [Float], right: [Float]) {
    var (left, right) = (weights, weights)
    matrix.withRow(split.feature) { bins in
      for window in weights.indices {
        if Int(bins[window]) <= split.bin { right[window] = 0 } else { left[window] = 0 }
      }
    }
    return (left, right)
  }
}

// MARK: - Splits

extension Booster {
  /// A decision: windows whose bin of the feature is at most `bin` go one way.
  private struct Split: Sendable {
    var feature: Int
    var bin: Int
    var gain: Float
  }

  /// The best decision over some features; nil where no window comes here or none tells them apart.
  private func bestSplit(_ weights: [Float], from features: [Int]) -> Split? {
    let chunks = min(threads, features.count)
    let found = ParallelResults<Split?>(count: chunks)
    parallelChunks(features.count, threads: chunks) { chunk, range in
      var best: Split?
      for index in range {
        guard let split = bestSplit(weights, feature: features[index]) else { continue }
        if best.map({ split.gain > $0.gain }) ?? true { best = split }
      }
      found.set(chunk, best)
    }
    // The first of equal ones, however many threads there are.
    return found.values.compactMap { $0 }.reduce(nil) { best, split in
      best.map { split.gain > $0.gain ? split : $0 } ?? split
    }
  }

  private func bestSplit(_ weights: [Float], feature: Int) -> Split? {
    var sums = [Float](repeating: 0, count: 512)
    matrix.withRow(feature) { bins in
      weights.withUnsafeBufferPointer { weights in
        sums.withUnsafeMutableBufferPointer { sums in
          guard let weights = weights.baseAddress, let sums = sums.baseAddress else { return }
          // SAFETY: a row has a bin for every window, and the first of them have the weights.
          weightHistogram(bins: bins, weights: weights, count: faces, sums: sums)
          weightHistogram(
            bins: bins + faces, weights: weights + faces, count: others, sums: sums + 256)
        }
      }
    }
    let all = (faces: sums[..<256].reduce(0, +), others: sums[256...].reduce(0, +))
    var (left, best) = ((faces: Float(0), others: Float(0)), Split?.none)
    for bin in 0..<255 {
      left.faces += sums[bin]
      left.others += sums[256 + bin]
      let right = (faces: max(0, all.faces - left.faces), others: max(0, all.others - left.others))
      guard left.faces + left.others > 0, right.faces + right.others > 1e-6 else { continue }
      let gain =
        kind.gain(faces: left.faces, others: left.others)
        + kind.gain(faces: right.faces, others: right.others)
      if best.map({ gain > $0.gain }) ?? true {
        best = Split(feature: feature, bin: bin, gain: gain)
      }
    }
    return best
  }
}
