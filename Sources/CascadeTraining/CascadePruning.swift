import FaceDetection
import Kernels

/// Raises the thresholds of a trained cascade's stages, so that windows without a face leave it
/// earlier.
///
/// A face that a late stage refuses held the thresholds of the stages before low for nothing: they
/// need to let through only what passes all. That is the direct backward pruning of Zhang and Viola
/// (2007), here by stage, so that the cascade's format stays. Beyond that thresholds rise, a little
/// at a time, wherever a lost window on a face saves the most work, until a given share is lost.
package struct CascadePruning {
  /// What pruning came to.
  package struct Result: Sendable {
    package var cascade: Cascade
    /// Share of the windows on faces that passed before and do no longer.
    package var lost: Double
    /// Nodes that a window without a face goes through in the mean, before and after.
    package var work: (before: Double, after: Double)
  }

  /// Sums in the detector are rounded otherwise than in training: thresholds stay this much below.
  private static let slack: Float = 1e-4

  private let cascade: Cascade
  /// By how much each window on a face passes each stage: [stage][window].
  private let faces: [[Float]]
  /// The windows on faces by that, least first: [stage].
  private let order: [[Int]]
  /// By how much each window without a face passes each stage it comes to: [stage][window].
  private let others: [[Float]]
  /// Nodes of all stages up to each.
  private let nodes: [Int]

  /// - Parameters:
  ///   - faces: windows on faces; those that fail a stage teach nothing.
  ///   - others: windows without a face, as a scan comes by them.
  package init(
    _ cascade: Cascade, faces: [TrainingWindow], others: [TrainingWindow], threads: Int
  ) {
    self.cascade = cascade
    let count = cascade.stages.count
    let passing = Self.margins(of: faces, in: cascade, threads: threads).filter {
      $0.count == count && $0.allSatisfy { $0 >= 0 }
    }
    let failing = Self.margins(of: others, in: cascade, threads: threads)
    self.faces = (0..<count).map { stage in passing.map { $0[stage] } }
    order = self.faces.map { margins in
      margins.indices.sorted { (margins[$0], $0) < (margins[$1], $1) }
    }
    self.others = (0..<count).map { stage in
      failing.map { stage < $0.count ? $0[stage] : -.infinity }
    }
    nodes = cascade.stages.indices.map { last in
      cascade.stages[...last].reduce(0) { $0 + $1.trees.reduce(0) { $0 + $1.nodes.count } }
    }
  }

  private static func margins(
    of windows: [TrainingWindow], in cascade: Cascade, threads: Int
  ) -> [[Float]] {
    let results = ParallelResults<[Float]>(count: windows.count)
    parallelFor(windows.count, threads: threads) {
      results.set($0, windows[$0].margins(in: cascade))
    }
    return results.values
  }

  /// Windows on faces that pass the cascade.
  package var faceCount: Int { faces.first?.count ?? 0 }

  /// The cascade with raised thresholds.
  ///
  /// - Parameter share: of the windows on faces that may be lost, 0 to below 1; with 0 none is.
  package func pruned(losing share: Double) throws -> Result {
    var state = State(self)
    let before = meanWork(state)
    let budget = Int(share * Double(faceCount))
    takeWhatIsFree(&state)
    while let step = bestStep(state, losingAtMost: budget - state.lost) {
      raise(step.stage, to: step.raise, &state)
      takeWhatIsFree(&state)
    }
    return Result(
      cascade: try cascade.raising(state.raises),
      lost: Double(state.lost) / Double(max(1, faceCount)), work: (before, meanWork(state)))
  }
}

// MARK: - Steps

extension CascadePruning {
  /// How far pruning has come.
  private struct State {
    /// What each stage's threshold is raised by.
    var raises: [Float]
    /// Of the windows on faces, those that still pass all stages.
    var passes: [Bool]
    /// Of ``passes``, those that do no longer.
    var lost = 0
    /// The stage at which each window without a face ends.
    var ends: [Int]

    init(_ pruning: CascadePruning) {
      let stages = pruning.cascade.stages.count
      raises = [Float](repeating: 0, count: stages)
      passes = [Bool](repeating: true, count: pruning.faceCount)
      ends = (pruning.others.first ?? []).indices.map { window in
        pruning.others.firstIndex { $0[window] < 0 } ?? stages - 1
      }
    }
  }

  private struct Step {
    var stage: Int
    var raise: Float
    /// Nodes saved for each window on a face that is lost.
    var gain: Double
  }

  /// Raises every threshold as far as no window on a face is lost by it.
  private func takeWhatIsFree(_ state: inout State) {
    for stage in cascade.stages.indices {
      guard let free = threshold(stage, losing: 0, state), free.raise > state.raises[stage] else {
        continue
      }
      raise(stage, to: free.raise, &state)
    }
  }

  /// What saves most for each window on a face; nil where nothing may be lost, or is won.
  private func bestStep(_ state: State, losingAtMost limit: Int) -> Step? {
    let unit = max(1, faceCount / 10_000)
    var best: Step?
    for stage in cascade.stages.indices {
      for count in [unit, 3 * unit, 10 * unit] where count <= limit {
        guard let step = threshold(stage, losing: count, state), step.lost <= limit else {
          continue
        }
        let gain = Double(work(savedBy: stage, step.raise, state)) / Double(step.lost)
        if gain > best?.gain ?? 0 { best = Step(stage: stage, raise: step.raise, gain: gain) }
      }
    }
    return best
  }

  /// What a stage's threshold may be raised by where so many windows on faces, or as few more as
  /// pass by the same, are lost by it; nil where that would be all.
  private func threshold(
    _ stage: Int, losing count: Int, _ state: State
  ) -> (raise: Float, lost: Int)? {
    var (lost, last) = (0, Float(0))
    for window in order[stage] where state.passes[window] {
      let margin = faces[stage][window]
      if lost >= count && (lost == 0 || margin > last + Self.slack) {
        return (max(0, margin - Self.slack), lost)
      }
      (lost, last) = (lost + 1, margin)
    }
    return nil
  }

  /// Nodes that windows without a face need not go through where a stage refuses more.
  private func work(savedBy stage: Int, _ raise: Float, _ state: State) -> Int {
    let margins = others[stage]
    var saved = 0
    for window in margins.indices where state.ends[window] > stage && margins[window] < raise {
      saved += nodes[state.ends[window]] - nodes[stage]
    }
    return saved
  }

  private func raise(_ stage: Int, to raise: Float, _ state: inout State) {
    state.raises[stage] = raise
    for window in state.passes.indices
    where state.passes[window] && faces[stage][window] < raise {
      state.passes[window] = false
      state.lost += 1
    }
    for window in state.ends.indices
    where state.ends[window] > stage && others[stage][window] < raise {
      state.ends[window] = stage
    }
  }

  private func meanWork(_ state: State) -> Double {
    Double(state.ends.reduce(0) { $0 + nodes[$1] }) / Double(max(1, state.ends.count))
  }
}

extension Cascade {
  /// The same with higher thresholds.
  fileprivate func raising(_ raises: [Float]) throws -> Cascade {
    try Cascade(
      name: name, path: name, windowWidth: windowWidth, windowHeight: windowHeight,
      features: features,
      stages: zip(stages, raises).map { Stage(threshold: $0.threshold + $1, trees: $0.trees) })
  }
}
