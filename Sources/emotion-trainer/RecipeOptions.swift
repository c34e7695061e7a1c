import ArgumentParser
import Training

extension Recipe.Schedule: ExpressibleByArgument {}

/// The options that change a recipe; each one given on the command line wins over the file.
struct RecipeOptions: ParsableArguments {
  @Option(help: "A JSON file with any of these settings; see a run's recipe.json.")
  var recipe: String?

  @Option(help: "The network; `emotion-trainer architectures` lists them. (default: classic)")
  var architecture: String?

  @Option(help: "Greatest number of epochs. (default: 60)")
  var epochs: Int?

  @Option(help: "Pictures a batch. (default: 64)")
  var batchSize: Int?

  @Option(help: "Adam's learning rate at the start. (default: 0.001)")
  var learningRate: Double?

  @Option(help: "Seed of weights, order, augmentation and dropout. (default: 1)")
  var seed: UInt64?

  @Option(
    help: "Dropout rate for all dropout layers, or a comma-separated one each. (default: 0.5)")
  var dropout: String?

  @Flag(inversion: .prefixedNo, help: "Mirror half of the pictures. (default: --flip)")
  var flip: Bool?

  @Option(help: "Greatest rotation either way in degrees. (default: 10)")
  var rotation: Double?

  @Option(help: "Greatest shift either way as a share of the side. (default: 0.1)")
  var shift: Double?

  @Option(help: "Greatest zoom in or out as a share. (default: 0.1)")
  var zoom: Double?

  @Option(help: "Greatest change of brightness as a share. (default: 0.2)")
  var brightness: Double?

  @Option(help: "Greatest change of contrast as a share. (default: 0)")
  var contrast: Double?

  @Option(help: "Share of the pictures in which a random rectangle is hidden. (default: 0)")
  var erasing: Double?

  @Option(help: "Share of each target that is spread over all classes. (default: 0)")
  var labelSmoothing: Double?

  @Option(help: "AdamW's weight decay, as a share of the learning rate. (default: 0)")
  var weightDecay: Double?

  @Option(
    help: """
      Share that a moving average of the weights keeps at each step, which is then validated and \
      saved; 0 for none. (default: 0)
      """)
  var averageDecay: Double?

  @Option(help: "How the learning rate falls: plateau or cosine. (default: plateau)")
  var schedule: Recipe.Schedule?

  @Option(help: "Epochs over which a cosine schedule's rate rises at the start. (default: 0)")
  var warmUpEpochs: Int?

  @Option(help: "Epochs without a lower validation loss until the run stops. (default: 12)")
  var earlyStoppingPatience: Int?

  @Option(help: "Epochs without a lower validation loss until the rate is reduced. (default: 4)")
  var plateauPatience: Int?

  @Option(help: "What the rate is multiplied by on a plateau, 0.1 to 0.5. (default: 0.3)")
  var plateauFactor: Double?

  @Option(help: "The learning rate is never reduced below this. (default: 1e-6)")
  var minimumLearningRate: Double?

  @Option(help: "Share of --data that validates without --validation. (default: 0.1)")
  var validationShare: Double?

  /// The recipe file's settings, or the defaults, with the command line's over them.
  func resolved() throws -> Recipe {
    var result = try recipe.map { try Recipe(contentsOf: $0) } ?? Recipe()
    apply(architecture, to: &result.architecture)
    apply(epochs, to: &result.epochs)
    apply(batchSize, to: &result.batchSize)
    apply(learningRate, to: &result.learningRate)
    apply(seed, to: &result.seed)
    apply(try dropout.map(Self.rates), to: &result.dropout)
    apply(flip, to: &result.augmentation.horizontalFlip)
    apply(rotation, to: &result.augmentation.rotation)
    apply(shift, to: &result.augmentation.shift)
    apply(zoom, to: &result.augmentation.zoom)
    apply(brightness, to: &result.augmentation.brightness)
    apply(contrast, to: &result.augmentation.contrast)
    apply(erasing, to: &result.augmentation.erasing)
    apply(labelSmoothing, to: &result.labelSmoothing)
    apply(weightDecay, to: &result.weightDecay)
    apply(averageDecay, to: &result.averageDecay)
    apply(schedule, to: &result.schedule)
    apply(warmUpEpochs, to: &result.warmUpEpochs)
    apply(earlyStoppingPatience, to: &result.earlyStoppingPatience)
    apply(plateauPatience, to: &result.plateauPatience)
    apply(plateauFactor, to: &result.plateauFactor)
    apply(minimumLearningRate, to: &result.minimumLearningRate)
    apply(validationShare, to: &result.validationShare)
    try result.validate()
    return result
  }

  private func apply<Value>(_ given: Value?, to setting: inout Value) {
    if let given { setting = given }
  }

  private static func rates(_ text: String) throws -> [Float] {
    try text.split(separator: ",").map { part in
      guard let rate = Float(part) else {
        throw TrainingError.invalidOption("dropout", reason: "\(part) is not a number")
      }
      return rate
    }
  }
}
