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
    /// Multiplied by a factor each so many epochs.
    case step
  }

  /// What changes the weights.
  package enum OptimizerKind: String, Codable, Sendable, CaseIterable {
    case adam, sgd
  }

  package var architecture = "classic"
  package var epochs = 60
  package var batchSize = 64
  package var optimizer = OptimizerKind.adam
  package var learningRate = 0.001
  /// SGD's momentum, and whether it is Nesterov's.
  package var momentum = 0.9
  package var nesterov = true
  /// Greatest norm of the gradients; 0 for any.
  package var clippingNorm = 0.0
  package var seed: UInt64 = 1
  /// One rate for each dropout layer, or one for all.
  package var dropout: [Float] = [0.5]
  package var augmentation = Augmentation()
  package var mixing = BatchMixing()
  /// Share of each target that is from votes, where there are any; the label has the rest.
  package var votesShare = 1.0
  /// Share of the loss that is a teacher's, where there is one, and its temperature.
  package var teacherShare = 0.5
  package var teacherTemperature = 2.0
  /// What the teacher looks at.
  package var teacherView = Teacher.View.augmented
  package var schedule = Schedule.plateau
  /// Epochs over which a cosine schedule's rate rises at the start.
  package var warmUpEpochs = 0
  /// What each class' pictures count in the loss.
  package var classWeights = ClassWeights.equal
  /// Which pictures an epoch draws.
  package var sampling = Sampling.shuffled
  /// Share of each target that is spread over all classes.
  package var labelSmoothing = 0.0
  /// What a step takes off the weights, as a share of the learning rate.
  package var weightDecay = 0.0
  /// Share that a moving average of the weights keeps at each step; 0 for no average. With one, it
  /// is what is validated and saved.
  package var averageDecay = 0.0
  /// What decides which epoch is better, for the checkpoint, stopping and plateaus.
  package var monitor = MetricMonitor.Metric.validationLoss
  /// Epochs without a better one until the run stops.
  package var earlyStoppingPatience = 12
  /// An improvement by no more than this does not count there.
  package var earlyStoppingDelta = 0.0
  /// What must be beaten, too, for the patience to begin anew.
  package var earlyStoppingBaseline: Double?
  /// Epochs at the start that stopping does not look at.
  package var earlyStoppingStart = 0
  /// Epochs without a better one until the rate is reduced.
  package var plateauPatience = 4
  /// What the rate is multiplied by then: 0.1 to 0.5.
  package var plateauFactor = 0.3
  /// An improvement by no more than this does not count there.
  package var plateauDelta = 1e-4
  /// Epochs after a reduction in which nothing is counted.
  package var plateauCooldown = 0
  /// Epochs of a step of the step schedule, and what the rate is multiplied by after each.
  package var stepEpochs = 10
  package var stepFactor = 0.1
  package var minimumLearningRate = 1e-6
  /// Share of the training pictures that validates where no validation folder is given.
  package var validationShare = 0.1
  /// Whether training pictures that are validation pictures, too, are left out.
  package var dropDuplicates = false

  package init() {}

  package init(contentsOf path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TrainingError.unreadableData(path: path, reason: "the recipe cannot be read")
    }
    do {
      // Merged over the defaults, so that a file may name only what it changes.
      var defaults = try JSONSerialization.jsonObject(with: JSONEncoder().encode(Recipe()))
      if var fields = defaults as? [String: Any] {
        // What is nil is not encoded, but is a setting.
        fields["earlyStoppingBaseline"] = NSNull()
        defaults = fields
      }
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
      (0..<1).contains(momentum) && (!nesterov || optimizer == .adam || momentum > 0), "momentum",
      "must be from 0 to below 1, and over 0 for Nesterov's, not \(momentum)")
    try check(
      mixing.mixup >= 0 && mixing.cutmix >= 0, "mixup and cutmix", "must be 0 or more")
    try check(clippingNorm >= 0, "clipping-norm", "must be 0 or more, not \(clippingNorm)")
    try check(
      stepEpochs >= 1 && stepFactor > 0 && stepFactor <= 1, "step",
      "epochs must be 1 or more, the factor over 0 and at most 1")
    try check(
      plateauDelta >= 0 && earlyStoppingDelta >= 0 && plateauCooldown >= 0
        && earlyStoppingStart >= 0, "delta, cooldown and start", "must be 0 or more")
    try check(
      (0..<1).contains(labelSmoothing), "label-smoothing",
      "must be from 0 to below 1, not \(labelSmoothing)")
    try check(
      (0...1).contains(votesShare), "votes-share", "must be from 0 to 1, not \(votesShare)")
    try classWeights.validate()
    try check(
      classWeights != .balanced || sampling != .balanced, "class-weights",
      "balanced weights and balanced sampling would even out the classes twice; choose one")
    try check(
      (0...1).contains(teacherShare) && teacherTemperature > 0, "teacher",
      "its share must be from 0 to 1 and its temperature over 0")
    try check(
      teacherView == .augmented || teacherTemperature == 1, "teacher-view",
      "original makes targets of what the teacher says, as it is: --teacher-temperature must be 1")
    try check(
      weightDecay >= 0 && weightDecay * learningRate < 1, "weight-decay",
      "must be 0 or more, not \(weightDecay)")
    try check(
      (0..<1).contains(averageDecay), "average-decay",
      "must be from 0 to below 1, not \(averageDecay)")
    try check(
      (0..<epochs).contains(warmUpEpochs), "warm-up-epochs",
      "must be from 0 to below \(epochs), the number of epochs, not \(warmUpEpochs)")
    try check(
      (0..<1).contains(augmentation.contrast) && (0...1).contains(augmentation.erasing),
      "augmentation", "contrast must be from 0 to below 1, erasing from 0 to 1")
    try check(
      (0..<90).contains(augmentation.shear) && (0...255).contains(augmentation.channelShift),
      "augmentation",
      "shear must be from 0 to below 90 degrees, the channel shift from 0 to 255 levels")
    try check(
      augmentation.rotation >= 0 && augmentation.shift >= 0 && augmentation.brightness >= 0
        && (0..<1).contains(augmentation.zoom) && (0...255).contains(augmentation.noise),
      "augmentation", "ranges must not be negative, zoom below 1 and noise at most 255")
  }

  private func check(_ holds: Bool, _ option: String, _ reason: String) throws {
    if !holds { throw TrainingError.invalidOption(option, reason: reason) }
  }
}
