import FaceDetection
import Randomness

/// Trains one stage: adds trees until few enough of the negatives pass where nearly all of the faces
/// do.
struct StageTrainer {
  /// A stage with its features still apart from the cascade's.
  struct Result {
    var trees: [GrownTree]
    var threshold: Float
    /// Of the faces that taught nothing.
    var hitRate: Double
    var falseAlarmRate: Double
  }

  let recipe: CascadeRecipe
  let number: Int
  let threads: Int
  let matrix: FeatureMatrix
  private let counts: (faces: Int, heldOut: Int, negatives: Int)

  init(
    _ recipe: CascadeRecipe, number: Int, faces: [TrainingWindow], heldOut: [TrainingWindow],
    negatives: [TrainingWindow], from shapes: [FeatureShape], threads: Int
  ) {
    self.recipe = recipe
    self.number = number
    self.threads = threads
    counts = (faces.count, heldOut.count, negatives.count)
    var generator = SplitMix64(seed: recipe.seed, stream: 3, UInt64(number))
    let drawn = shapes.shuffled(using: &generator).prefix(recipe.features).map(\.feature)
    matrix = FeatureMatrix(
      drawn, faces + negatives + heldOut, side: recipe.window, threads: threads)
  }

  /// - Parameter progress: gets the state after each tree; a false answer gives the stage up.
  /// - Returns: nil where it was given up.
  func train(_ progress: (Result) -> Bool) -> Result? {
    var booster = Booster(
      matrix, faces: counts.faces, others: counts.negatives, kind: recipe.boosting,
      threads: threads)
    var generator = SplitMix64(seed: recipe.seed, stream: 4, UInt64(number))
    var result = Result(trees: [], threshold: 0, hitRate: 0, falseAlarmRate: 1)
    let share = max(1, Int(Double(matrix.features.count) * recipe.featureShare))
    while result.trees.count < recipe.trees(ofStage: number) {
      let start = Int(generator.next() % UInt64(matrix.features.count))
      // The features are in no order: neighbours are as good a sample as any.
      let features = (0..<share).map { (start + $0) % matrix.features.count }
      let tree = booster.addTree(from: features, depth: recipe.depth)
      if tree.nodes.isEmpty { break }
      result.trees.append(tree)
      rate(&result, booster.scores)
      guard progress(result) else { return nil }
      if result.falseAlarmRate <= recipe.falseAlarmRate && result.trees.count > 1 { break }
    }
    return result
  }

  /// Chooses the greatest threshold that lets enough of the held-out faces through.
  private func rate(_ result: inout Result, _ scores: [Float]) {
    let firstHeldOut = counts.faces + counts.negatives
    let sorted = scores[firstHeldOut...].sorted()
    let lost = min(sorted.count - 1, Int(Double(sorted.count) * (1 - recipe.hitRate)))
    result.threshold = sorted[lost] - 1e-4
    let passing = scores[counts.faces..<firstHeldOut].count { $0 >= result.threshold }
    result.falseAlarmRate = Double(passing) / Double(counts.negatives)
    result.hitRate = Double(sorted.count - lost) / Double(sorted.count)
  }
}
