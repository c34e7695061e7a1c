import Foundation

/// Every setting of a run, as `--recipe` reads it and `recipe.json` keeps it. Settings that a file
/// leaves out have the defaults.
package struct Recipe: Codable, Sendable, Equatable {
  /// How the learning rate falls.
  package enum Schedule: String, Codable, Sendable, CaseIterable {
    /// Reduced when the validation loss no longer falls.
    case plateau
    /// Along half a cosine to the last epoch.
    case cosine
  }

  package var architecture = "classic"
  package var epochs = 60
  package var batchSize = 64
  package var learningRate = 0.001
  package var seed: UInt64 = 1
  /// One rate for each dropout layer, or one for all.
  package var dropout: [Float] = [0.5]
  package var augmentation = Augmentation()
  package var schedule = Schedule.plateau
  /// Epochs without a lower validation loss until the run stops.
  package var earlyStoppingPatience = 12
  /// Epochs without a lower validation loss until the rate is reduced.
  package var plateauPatience = 4
  /// What the rate is multiplied by then: 0.1 to 0.5.
  package var plateauFactor = 0.3
  package var minimumLearningRate = 1e-6
  /// Share of the training pictures that validates where no validation folder is given.
  package var validationShare = 0.1

  package init() {}

  package init(contentsOf path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TrainingError.unreadableData(path: path, reason: "the recipe cannot be read")
    }
    do {
      // Merged over the defaults, so that a file may name only what it changes.
      let defaults = try JSONSerialization.jsonObject(with: JSONEncoder().encode(Recipe()))
      let given = try JSONSerialization.jsonObject(with: data)
      let merged = try Self.merge(given, over: defaults, key: "")
      self = try JSONDecoder().decode(
        Recipe.self, from: JSONSerialization.data(withJSONObject: merged))
    } catch let error as TrainingError {
      throw TrainingError.unreadableData(path: path, reason: "\(error)")
    } catch {
      throw TrainingError.unreadableData(path: path, reason: "the recipe is not valid: \(error)")
    }
  }

  private static func merge(_ given: Any, over defaults: Any, key: String) throws -> Any {
    guard let fields = given as? [String: Any], var result = defaults as? [String: Any] else {
      return given
    }
    for (name, value) in fields {
      guard let fallback = result[name] else {
        throw TrainingError.invalidOption(
          name, reason: "is no setting; there are: \(result.keys.sorted().joined(separator: ", "))")
      }
      result[name] = try merge(value, over: fallback, key: name)
    }
    return result
  }

  /// Checks what types cannot.
  package func validate() throws {
    try check(epochs >= 1, "epochs", "must be 1 or more, not \(epochs)")
    try check(batchSize >= 2, "batch-size", "must be 2 or more, not \(batchSize)")
    try check(
      learningRate > 0 && learningRate <= 1, "learning-rate",
      "must be over 0 and at most 1, not \(learningRate)")
    try check(
      (0.1...0.5).contains(plateauFactor), "plateau-factor",
      "must be from 0.1 to 0.5, not \(plateauFactor)")
    try check(
      validationShare > 0 && validationShare < 1, "validation-share",
      "must be between 0 and 1, not \(validationShare)")
    try check(
      plateauPatience >= 1 && earlyStoppingPatience >= 1, "patience", "must be 1 or more")
    try check(
      schedule != .plateau || plateauPatience < earlyStoppingPatience, "plateau-patience",
      "must be below early-stopping-patience, or the rate is never reduced")
    try check(
      augmentation.rotation >= 0 && augmentation.shift >= 0 && augmentation.brightness >= 0
        && (0..<1).contains(augmentation.zoom), "augmentation",
      "ranges must not be negative, and zoom below 1")
  }

  private func check(_ holds: Bool, _ option: String, _ reason: String) throws {
    if !holds { throw TrainingError.invalidOption(option, reason: reason) }
  }
}
