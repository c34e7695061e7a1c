import CascadeTraining
import FaceDetection
import Imaging
import Randomness
import Testing

@Suite struct CascadePruningTests {
  /// A cascade that is as poor at the scenes as real ones are at faces, with windows on faces and
  /// without any.
  private struct Case {
    let cascade: Cascade
    let faces: [TrainingWindow]
    let others: [TrainingWindow]

    init() throws {
      var generator = SplitMix64(seed: 5)
      let features = Array(FeatureShape.all(side: 24, .all).shuffled(using: &generator).prefix(40))
        .map(\.feature)
      let stages = (0..<5).map { stage in
        Cascade.Stage(
          threshold: -1.5,
          trees: (0..<8).map { tree in
            let leaf = Float(generator.uniform(-1...1))
            return Cascade.Tree(
              nodes: [.init(feature: stage * 8 + tree, threshold: 0, left: 0, right: -1)],
              leaves: [leaf, -leaf])
          })
      }
      cascade = try Cascade(
        name: "poor", path: "poor", windowWidth: 24, windowHeight: 24, features: features,
        stages: stages)
      let (pictures, negatives) = Scenes.set()
      faces = pictures.scannedWindows(count: 2000, Scenes.recipe, threads: 2)
      others = negatives.scannedWindows(count: 900, side: 24, seed: 1, threads: 2)
    }

    func pruned(losing share: Double) throws -> CascadePruning.Result {
      try CascadePruning(cascade, faces: faces, others: others, threads: 2).pruned(losing: share)
    }

    /// Nodes that the windows without a face go through in the mean.
    func work(_ cascade: Cascade) -> Double {
      let all = others.reduce(0) { sum, window in
        let (passed, _) = window.progress(in: cascade)
        return sum
          + cascade.stages[...min(passed, cascade.stages.count - 1)].reduce(0) {
            $0 + $1.trees.count
          }
      }
      return Double(all) / Double(others.count)
    }
  }

  @Test func whatPassesKeepsPassingWhereNothingMayBeLost() throws {
    let trained = try Case()
    let result = try trained.pruned(losing: 0)
    #expect(result.lost == 0)
    let passing = trained.faces.filter { $0.passes(trained.cascade) }
    #expect(passing.count > 100)
    #expect(passing.allSatisfy { $0.passes(result.cascade) })
    for (after, before) in zip(result.cascade.stages, trained.cascade.stages) {
      #expect(after.threshold >= before.threshold && after.trees == before.trees)
    }
    #expect(result.cascade != trained.cascade)
  }

  @Test func thresholdsAreTheGreatestThatLetAllThrough() throws {
    let trained = try Case()
    let pruned = try trained.pruned(losing: 0).cascade
    let passing = trained.faces.filter { $0.passes(trained.cascade) }
    for stage in pruned.stages.indices {
      var stages = pruned.stages
      stages[stage] = Cascade.Stage(
        threshold: stages[stage].threshold + 2e-4, trees: stages[stage].trees)
      let higher = try Cascade(
        name: "higher", path: "higher", windowWidth: 24, windowHeight: 24,
        features: pruned.features, stages: stages)
      #expect(!passing.allSatisfy { $0.passes(higher) }, "stage \(stage)")
    }
  }

  @Test(arguments: [0.02, 0.1])
  func noMoreIsLostThanMayBeAndWorkIsSaved(share: Double) throws {
    let trained = try Case()
    let result = try trained.pruned(losing: share)
    let passing = trained.faces.filter { $0.passes(trained.cascade) }
    let lost = passing.count { !$0.passes(result.cascade) }
    #expect(lost <= Int(share * Double(passing.count)) && lost > 0)
    #expect(result.lost == Double(lost) / Double(passing.count))
    #expect(abs(result.work.before - trained.work(trained.cascade)) < 1e-9)
    #expect(abs(result.work.after - trained.work(result.cascade)) < 1e-9)
    let free = try trained.pruned(losing: 0).work
    #expect(result.work.after < free.after && free.after <= free.before)
  }

  @Test func thePrunedCascadeDoesNotDependOnThreads() throws {
    let trained = try Case()
    let (faces, negatives) = Scenes.set()
    let pruned = try [1, 3].map { threads in
      try CascadePruning(
        trained.cascade,
        faces: faces.scannedWindows(count: 300, Scenes.recipe, threads: threads),
        others: negatives.scannedWindows(count: 300, side: 24, seed: 1, threads: threads),
        threads: threads
      ).pruned(losing: 0.05).cascade
    }
    #expect(pruned[0] == pruned[1])
  }

  @Test func windowsComeInTheSizesOfAScan() {
    // Levels that rise by 1 a pixel: the deviation of a window is 0.26 of its side.
    var ramp = GrayImage(width: 240, height: 240)
    for y in 0..<240 { for x in 0..<240 { ramp.pixels[y * 240 + x] = UInt8(x) } }
    let image = ramp
    let windows = NegativePictures([NegativePictures.Picture { image }])
      .scannedWindows(count: 4000, side: 24, seed: 3, threads: 2)
    // Only deviations over 10 come, sides from 38 pixels on: 40 % of a scan. Twice the side is a
    // quarter as frequent. The norm is 1 / (484 * deviation).
    let large = windows.count { 1 / (484 * $0.norm) > 20 }
    let share = Double(large) / Double(windows.count)
    #expect((0.2...0.3).contains(share), "\(large) of \(windows.count)")
    #expect((1450...1750).contains(windows.count), "\(windows.count)")
  }
}
