import ArgumentParser
import Training

extension Recipe.Schedule: ExpressibleByArgument {}
extension Recipe.OptimizerKind: ExpressibleByArgument {}
extension Sampling: ExpressibleByArgument {}
extension Teacher.View: ExpressibleByArgument {}
extension MetricMonitor.Metric: ExpressibleByArgument {}

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

  @Option(
    help: "adam, which is AdamW with a weight decay, or sgd with momentum. (default: adam)")
  var optimizer: Recipe.OptimizerKind?

  @Option(help: "Learning rate at the start. (default: 0.001)")
  var learningRate: Double?

  @Option(help: "SGD's momentum. (default: 0.9)")
  var momentum: Double?

  @Flag(inversion: .prefixedNo, help: "Whether it is Nesterov's. (default: --nesterov)")
  var nesterov: Bool?

  @Option(help: "Greatest norm of the gradients; 0 for any. (default: 0)")
  var clippingNorm: Double?

  @Option(help: "Seed of weights, order, augmentation and dropout. (default: 1)")
  var seed: UInt64?

  @Option(
    help: "Dropout rate for all dropout layers, or a comma-separated one each. (default: 0.5)")
  var dropout: String?

  @OptionGroup(title: "Augmentation") var augmentation: AugmentationOptions

  @Option(
    help: "Share of each target that is from --votes; the label has the rest. (default: 1)"
  )
  var votesShare: Double?

  @Option(
    help: "Share of the loss that is the --teacher's; the labels have the rest. (default: 0.5)")
  var teacherShare: Double?

  @Option(
    help: "What the logits of both are divided by for the teacher's share. (default: 2)")
  var teacherTemperature: Double?

  @Option(
    help: """
      What the --teacher looks at: what the network sees (augmented), or each picture and its \
      mirror image once, as they are (original; with --teacher-temperature 1). (default: augmented)
      """)
  var teacherView: Teacher.View?

  @Option(
    help: """
      What a picture of each class counts in the loss: balanced, none, or such as \
      angry=1.5,fear=2. (default: none)
      """)
  var classWeights: String?

  @Option(
    help: """
      Which pictures an epoch draws: shuffled, each once, or balanced, the same number of each \
      class. (default: shuffled)
      """)
  var sampling: Sampling?

  @Option(help: "Share of each target that is spread over all classes. (default: 0)")
  var labelSmoothing: Double?

  @Option(help: "Weight decay of kernels and matrices, not of biases. (default: 0)")
  var weightDecay: Double?

  @Option(
    help: """
      Share that a moving average of the weights keeps at each step, which is then validated and \
      saved; 0 for none. (default: 0)
      """)
  var averageDecay: Double?

  @Option(help: "How the learning rate falls: plateau, cosine or step. (default: plateau)")
  var schedule: Recipe.Schedule?

  @Option(help: "Epochs over which a cosine schedule's rate rises at the start. (default: 0)")
  var warmUpEpochs: Int?

  @Option(help: "Epochs of a step of the step schedule. (default: 10)")
  var stepEpochs: Int?

  @Option(help: "What the rate is multiplied by after each step. (default: 0.1)")
  var stepFactor: Double?

  @Option(
    help: """
      What decides which epoch is better: val_loss or val_accuracy. (default: val_loss)
      """)
  var monitor: MetricMonitor.Metric?

  @Option(help: "Epochs without a better one until the run stops. (default: 12)")
  var earlyStoppingPatience: Int?

  @Option(help: "An improvement by no more than this does not count for stopping. (default: 0)")
  var earlyStoppingDelta: Double?

  @Option(help: "What must be beaten, too, for stopping's patience to begin anew. (default: none)")
  var earlyStoppingBaseline: Double?

  @Option(help: "Epochs at the start that stopping does not look at. (default: 0)")
  var earlyStoppingStart: Int?

  @Option(help: "Epochs without a better one until the rate is reduced. (default: 4)")
  var plateauPatience: Int?

  @Option(help: "An improvement by no more than this does not count there. (default: 0.0001)")
  var plateauDelta: Double?

  @Option(help: "Epochs after a reduction in which nothing is counted. (default: 0)")
  var plateauCooldown: Int?

  @Option(help: "What the rate is multiplied by on a plateau, 0.1 to 0.5. (default: 0.3)")
  var plateauFactor: Double?

  @Option(help: "The learning rate is never reduced below this. (default: 1e-6)")
  var minimumLearningRate: Double?

  @Option(help: "Share of --data that validates without --validation. (default: 0.1)")
  var validationShare: Double?

  @Flag(
    inversion: .prefixedNo,
    help: """
      Leave out training pictures that are validation pictures, too, pixel for pixel. (default: \
      --no-drop-duplicates)
      """)
  var dropDuplicates: Bool?

  /// The recipe file's settings, or the defaults, with the command line's over them.
  func resolved() throws -> Recipe {
    var result = try recipe.map { try Recipe(contentsOf: $0) } ?? Recipe()
    apply(architecture, to: &result.architecture)
    apply(epochs, to: &result.epochs)
    apply(batchSize, to: &result.batchSize)
    apply(optimizer, to: &result.optimizer)
    apply(learningRate, to: &result.learningRate)
    apply(momentum, to: &result.momentum)
    apply(nesterov, to: &result.nesterov)
    apply(clippingNorm, to: &result.clippingNorm)
    apply(seed, to: &result.seed)
    apply(try dropout.map(Self.rates), to: &result.dropout)
    augmentation.change(&result)
    apply(votesShare, to: &result.votesShare)
    apply(teacherShare, to: &result.teacherShare)
    apply(teacherTemperature, to: &result.teacherTemperature)
    apply(teacherView, to: &result.teacherView)
    apply(try classWeights.map { try ClassWeights($0) }, to: &result.classWeights)
    apply(sampling, to: &result.sampling)
    apply(labelSmoothing, to: &result.labelSmoothing)
    apply(weightDecay, to: &result.weightDecay)
    apply(averageDecay, to: &result.averageDecay)
    apply(schedule, to: &result.schedule)
    apply(warmUpEpochs, to: &result.warmUpEpochs)
    apply(earlyStoppingPatience, to: &result.earlyStoppingPatience)
    if let earlyStoppingBaseline { result.earlyStoppingBaseline = earlyStoppingBaseline }
    apply(stepEpochs, to: &result.stepEpochs)
    apply(stepFactor, to: &result.stepFactor)
    apply(monitor, to: &result.monitor)
    apply(earlyStoppingDelta, to: &result.earlyStoppingDelta)
    apply(earlyStoppingStart, to: &result.earlyStoppingStart)
    apply(plateauDelta, to: &result.plateauDelta)
    apply(plateauCooldown, to: &result.plateauCooldown)
    apply(plateauPatience, to: &result.plateauPatience)
    apply(plateauFactor, to: &result.plateauFactor)
    apply(minimumLearningRate, to: &result.minimumLearningRate)
    apply(validationShare, to: &result.validationShare)
    apply(dropDuplicates, to: &result.dropDuplicates)
    try result.validate()
    return result
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

/// What is given on the command line wins.
func apply<Value>(_ given: Value?, to setting: inout Value) {
  if let given { setting = given }
}
