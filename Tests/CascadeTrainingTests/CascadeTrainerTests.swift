import CascadeTraining
import FaceDetection
import Imaging
import Testing

@Suite struct CascadeTrainerTests {
  private func train(
    _ recipe: CascadeRecipe, resuming: Cascade? = nil, threads: Int = 2,
    progress: (CascadeTrainer.Progress) -> Bool = { _ in true }
  ) throws -> (cascades: [Cascade], outcome: CascadeTrainer.Outcome) {
    let (faces, negatives) = Scenes.set()
    let trainer = CascadeTrainer(
      recipe, faces: faces, negatives: negatives, resuming: resuming, threads: threads)
    var cascades: [Cascade] = []
    let outcome = try trainer.train(stageEnded: { cascades.append($0) }, progress: progress)
    return (cascades, outcome)
  }

  @Test func aTrainedCascadeFindsFacesAndLittleElse() throws {
    let (cascades, _) = try train(Scenes.recipe)
    let classifier = CascadeClassifier(try #require(cascades.last))
    var found = 0
    for seed in 200..<220 {
      let picture = Scenes.face(side: 60, in: 150, seed: UInt64(seed))
      let boxes = classifier.detect(in: picture, DetectionParameters(minNeighbors: 2)).map(\.box)
      let truth = Rect(x: 39, y: 39, width: 72, height: 72)
      if boxes.contains(where: { $0.intersectionOverUnion(truth) > 0.5 }) { found += 1 }
    }
    #expect(found >= 18, "\(found) of 20")
    let empty = (300..<320).map { Scenes.noise(side: 150, seed: UInt64($0)) }
    let alarms = empty.reduce(0) {
      $0 + classifier.detect(in: $1, DetectionParameters(minNeighbors: 2)).count
    }
    #expect(alarms <= 4, "\(alarms) in 20 pictures")
  }

  @Test func theResultDoesNotDependOnThreads() throws {
    var recipe = Scenes.recipe
    recipe.depth = 2
    let one = try train(recipe, threads: 1)
    let three = try train(recipe, threads: 3)
    #expect(one.cascades == three.cascades && one.outcome == three.outcome)
  }

  @Test func aRunThatWasCutGoesOnAsIfItHadNotBeen() throws {
    let whole = try train(Scenes.recipe)
    #expect(whole.cascades.count > 1)
    var trees = 0
    let cut = try train(Scenes.recipe) { progress in
      if case .boosting(stage: 2, _, _, _) = progress { trees += 1 }
      return trees < 2
    }
    #expect(cut.outcome == .interrupted && cut.cascades == Array(whole.cascades.prefix(1)))
    // The stages so far come back from their file.
    let first = try #require(cut.cascades.last)
    let read = try Cascade(xml: first.xml(comment: ""), name: "cascade")
    let rest = try train(Scenes.recipe, resuming: read)
    #expect(cut.cascades + rest.cascades == whole.cascades)
    #expect(rest.outcome == whole.outcome)
  }

  @Test func stagesMayFollowThoseOfAnotherRecipe() throws {
    var recipe = Scenes.recipe
    recipe.stages = 1
    let first = try #require(try train(recipe).cascades.last)
    recipe.stages = 2
    recipe.depth = 2
    recipe.featureSet = .all
    let second = try #require(try train(recipe, resuming: first).cascades.last)
    #expect(second.stages.count == 2 && second.stages.first == first.stages.first)
    #expect(second.features.starts(with: first.features))
    #expect(second.stages[1].trees.contains { $0.nodes.count > 1 })
  }

  @Test func trainingEndsWhereNoFalseAlarmsAreLeft() throws {
    var recipe = Scenes.recipe
    recipe.stages = 40
    recipe.falseAlarmRate = 0.05
    recipe.firstTrees = 40
    let (cascades, outcome) = try train(recipe)
    guard case .noMoreFalseAlarms(let found) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(found < recipe.negatives && cascades.count < 40)
  }

  @Test func nearlyAllFacesPassAndFewNegatives() throws {
    var reports: [CascadeTrainer.StageReport] = []
    var recipe = Scenes.recipe
    recipe.firstTrees = 40
    _ = try train(recipe) { progress in
      if case .stage(let report) = progress { reports.append(report) }
      return true
    }
    #expect(!reports.isEmpty)
    for report in reports {
      #expect(report.hitRate >= recipe.hitRate, "\(report)")
      #expect(report.falseAlarmRate <= recipe.falseAlarmRate, "\(report)")
      #expect(report.faces == recipe.faces, "\(report)")
    }
  }
}
