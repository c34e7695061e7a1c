import Foundation
import Testing
import Training

@Suite struct RecipeTests {
  private func recipe(_ json: String) throws -> Recipe {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/recipe.json"
    try Data(json.utf8).write(to: URL(fileURLWithPath: path))
    return try Recipe(contentsOf: path)
  }

  @Test func whatAFileLeavesOutHasItsDefault() throws {
    let recipe = try recipe(#"{"epochs": 3, "augmentation": {"rotation": 0}}"#)
    var expected = Recipe()
    expected.epochs = 3
    expected.augmentation.rotation = 0
    #expect(recipe == expected)
  }

  @Test func anUnknownSettingIsRefusedByName() throws {
    #expect { try recipe(#"{"epoch": 3}"#) } throws: { "\($0)".contains("epoch") }
    #expect(throws: TrainingError.self) { try recipe("{") }
    #expect(throws: TrainingError.self) { try recipe(#"{"epochs": "many"}"#) }
  }

  @Test func classWeightsAreAWordOrAnObject() throws {
    #expect(try recipe(#"{"classWeights": "balanced"}"#).classWeights == .balanced)
    #expect(
      try recipe(#"{"classWeights": {"angry": 1.5}, "sampling": "balanced"}"#).classWeights
        == .weights(["angry": 1.5]))
    #expect(throws: TrainingError.self) { try recipe(#"{"classWeights": "heavy"}"#) }
    #expect(throws: TrainingError.self) { try recipe(#"{"sampling": "even"}"#) }
  }

  @Test func everyFillModeHasKerasName() throws {
    for (name, mode) in zip(["nearest", "constant", "reflect", "wrap"], FillMode.allCases) {
      let recipe = try recipe(#"{"augmentation": {"fillMode": "\#(name)"}}"#)
      #expect(recipe.augmentation.fillMode == mode)
    }
    #expect(throws: TrainingError.self) { try recipe(#"{"augmentation": {"fillMode": "edge"}}"#) }
  }

  @Test func settingsThatCannotWorkAreRefused() {
    let changes: [(inout Recipe) -> Void] = [
      { $0.epochs = 0 }, { $0.batchSize = 1 }, { $0.learningRate = 0 },
      { $0.plateauFactor = 0.9 }, { $0.plateauPatience = 20 }, { $0.augmentation.zoom = 1 },
      { $0.validationShare = 1 }, { $0.votesShare = 1.1 },
      { ($0.classWeights, $0.sampling) = (.balanced, .balanced) },
      { $0.classWeights = .weights(["angry": -1]) },
      { $0.augmentation.shear = 90 }, { $0.augmentation.channelShift = 300 },
    ]
    for change in changes {
      var recipe = Recipe()
      change(&recipe)
      #expect(throws: TrainingError.self, "\(recipe)") { try recipe.validate() }
    }
    #expect(throws: Never.self) { try Recipe().validate() }
  }
}
