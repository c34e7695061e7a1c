import FaceDetection
import Randomness

/// Learns a boosted cascade of Haar features (Viola and Jones 2001): stage after stage, each on
/// faces that the stages before let through and on their false alarms.
///
/// Every stage draws its faces, negatives and features anew, by the recipe's seed and the stage's
/// number: what a finished stage has not left in the cascade is not needed to go on.
package final class CascadeTrainer {
  /// What there is to tell, as it happens.
  package enum Progress: Sendable {
    /// Negatives found so far for a stage.
    case searching(stage: Int, found: Int, wanted: Int)
    /// A tree was added.
    case boosting(stage: Int, trees: Int, hitRate: Double, falseAlarmRate: Double)
    /// A stage is complete.
    case stage(StageReport)
  }

  /// What a finished stage came to.
  package struct StageReport: Sendable {
    /// From 1.
    package var stage: Int
    package var trees: Int
    package var faces: Int
    package var negatives: Int
    /// Pictures that were searched for the negatives.
    package var pictures: Int
    /// Share of faces that it lets through, of those that the stages before do.
    package var hitRate: Double
    package var falseAlarmRate: Double
  }

  /// Why training ended.
  package enum Outcome: Sendable, Equatable {
    /// As many stages as the recipe asks for.
    case finished
    /// The pictures have too few false alarms left to learn from.
    case noMoreFalseAlarms(found: Int)
    case interrupted
  }

  private let recipe: CascadeRecipe
  private let faces: FacePictures
  private let negatives: NegativePictures
  private let threads: Int
  private let shapes: [FeatureShape]
  private var features: [HaarFeature] = []
  private var stages: [Cascade.Stage] = []

  /// - Parameter cascade: stages that are trained already, by the same recipe and pictures.
  package init(
    _ recipe: CascadeRecipe, faces: FacePictures, negatives: NegativePictures,
    resuming cascade: Cascade? = nil, threads: Int
  ) {
    self.recipe = recipe
    self.faces = faces
    self.negatives = negatives
    self.threads = threads
    shapes = FeatureShape.all(side: recipe.window, recipe.featureSet)
    features = cascade?.features ?? []
    stages = cascade?.stages ?? []
  }

  /// Trains the stages that are missing.
  ///
  /// - Parameters:
  ///   - stageEnded: gets the cascade after each stage, complete as far as it goes.
  ///   - progress: a false answer interrupts; the unfinished stage is lost.
  package func train(
    stageEnded: (Cascade) throws -> Void, progress: (Progress) -> Bool
  ) throws -> Outcome {
    while stages.count < recipe.stages {
      let number = stages.count
      let cascade = try cascade()
      let found = negatives.windows(
        count: recipe.negatives, passing: cascade, stage: number, recipe, threads: threads
      ) { progress(.searching(stage: number + 1, found: $0, wanted: recipe.negatives)) }
      guard
        progress(
          .searching(stage: number + 1, found: found.windows.count, wanted: recipe.negatives))
      else { return .interrupted }
      guard found.windows.count * 20 >= recipe.negatives else {
        return .noMoreFalseAlarms(found: found.windows.count)
      }
      guard let report = try train(number, found, cascade, progress) else { return .interrupted }
      if let cascade = try self.cascade() { try stageEnded(cascade) }
      guard progress(.stage(report)) else { return .interrupted }
    }
    return .finished
  }

  private func train(
    _ number: Int, _ found: NegativePictures.Found, _ cascade: Cascade?,
    _ progress: (Progress) -> Bool
  ) throws -> StageReport? {
    let drawn = faceWindows(number, passing: cascade)
    let heldOut = drawn.count * recipe.heldOutFaces / (recipe.faces + recipe.heldOutFaces)
    let trainer = StageTrainer(
      recipe, number: number, faces: Array(drawn.dropFirst(heldOut)),
      heldOut: Array(drawn.prefix(heldOut)), negatives: found.windows, from: shapes,
      threads: threads)
    let result = trainer.train {
      progress(
        .boosting(
          stage: number + 1, trees: $0.trees.count, hitRate: $0.hitRate,
          falseAlarmRate: $0.falseAlarmRate))
    }
    guard let result else { return nil }
    append(result, trainer.matrix)
    return StageReport(
      stage: number + 1, trees: result.trees.count, faces: drawn.count - heldOut,
      negatives: found.windows.count, pictures: found.pictures, hitRate: result.hitRate,
      falseAlarmRate: result.falseAlarmRate)
  }

  /// Faces that the stages so far let through, drawn again and again until there are enough.
  private func faceWindows(_ number: Int, passing cascade: Cascade?) -> [TrainingWindow] {
    var generator = SplitMix64(seed: recipe.seed, stream: 5, UInt64(number))
    let wanted = recipe.faces + recipe.heldOutFaces
    var windows: [TrainingWindow] = []
    for _ in 0..<(4 * wanted) where windows.count < wanted {
      guard let window = faces.window(recipe, &generator) else { continue }
      if cascade.map(window.passes) ?? true { windows.append(window) }
    }
    return windows
  }

  private func append(_ result: StageTrainer.Result, _ matrix: FeatureMatrix) {
    let trees = result.trees.map { tree in
      tree.tree(matrix) { feature in
        if let known = features.firstIndex(of: feature) { return known }
        features.append(feature)
        return features.count - 1
      }
    }
    stages.append(Cascade.Stage(threshold: result.threshold, trees: trees))
  }

  /// What is trained so far; nil before the first stage.
  private func cascade() throws -> Cascade? {
    guard !stages.isEmpty else { return nil }
    return try Cascade(
      name: "cascade", path: "cascade", windowWidth: recipe.window, windowHeight: recipe.window,
      features: features, stages: stages)
  }
}
