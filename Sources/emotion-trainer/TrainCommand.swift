import ArgumentParser
import Foundation
import NeuralNetwork
import Pictures
import Reports
import Training

/// Trains a network on labelled pictures.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a network on folders of pictures, one folder a class.",
    discussion: """
      The output folder gets best.onnx (lowest validation loss), last.onnx, training.csv, \
      recipe.json, curves.png, confusion.png, mistakes.png and state.bin. Ctrl-C \
      finishes the batch and saves; --resume goes on.
      """)

  @OptionGroup(title: "Pictures") var pictures: DataOptions

  @Option(help: "Folder for the run; made if it is missing.")
  var output: String?

  @Option(
    help: """
      Draw the first batch as the network would see it, with its targets, as a .png or .jpg, and \
      do not train.
      """)
  var preview: String?

  @OptionGroup(title: "Recipe") var recipeOptions: RecipeOptions

  @Option(help: "Greatest number of threads. (default: all cores)")
  var threads: Int?

  @Flag(help: "Go on where the run in --output was cut off.")
  var resume = false

  @Option(
    help: """
      Start from this model's weights; same architecture. Where its classes are others, all layers \
      but the classifier are taken over.
      """)
  var initialWeights: String?

  @Option(
    help: """
      A finished model with the same classes, an ONNX file, whose probabilities are learnt from \
      beside the labels (distillation). Given more than once, the mean of theirs.
      """)
  var teacher: [String] = []

  func validate() throws {
    guard output != nil || preview != nil else {
      throw ValidationError("Give --output for a folder to train into, or --preview for a look.")
    }
  }

  func run() throws {
    let recipe = try recipeOptions.resolved()
    let threads = try threadCount(threads)
    let folder = try preview == nil ? output.map { try RunFolder($0, resuming: resume) } : nil
    var (training, validation) = try pictures.load(recipe, threads: threads)
    var teacher = try makeTeacher(for: training, recipe, threads: threads)
    if let reader = teacher, recipe.teacherView == .original {
      Console.say("\(self.teacher.joined(separator: ", ")): reading the training pictures")
      training = try training.withTargets(from: reader, share: Float(recipe.teacherShare))
      teacher = nil
    }
    let loader = BatchLoader(
      training, batchSize: recipe.batchSize, augmentation: recipe.augmentation,
      mixing: recipe.mixing, sampling: recipe.sampling, seed: recipe.seed, threads: threads)
    if let preview { try PreviewSheet.write(loader, to: preview) }
    if let folder { try train(recipe, loader, validation, teacher, in: folder, threads: threads) }
  }

  private func train(
    _ recipe: Recipe, _ loader: BatchLoader, _ validation: LabeledPictures, _ teacher: Teacher?,
    in folder: RunFolder, threads: Int
  ) throws {
    let model = try Architecture.named(recipe.architecture).makeModel(
      labels: loader.data.classes, dropout: recipe.dropout, seed: recipe.seed)
    if let initialWeights, !resume { try load(initialWeights, into: model) }
    let checkpoint = ModelCheckpoint(
      folder: folder.path, metric: recipe.monitor, metadata: metadata(loader.data))
    let weights = try recipe.classWeights.values(for: loader.data)
    if let weights { report(weights, of: loader.data.classes) }
    let trainer = Trainer(
      model: model, optimizer: recipe.makeOptimizer(model.parameters), epochs: recipe.epochs,
      seed: recipe.seed, threads: threads, clippingNorm: recipe.clippingNorm,
      labelSmoothing: recipe.labelSmoothing, classWeights: weights,
      averageDecay: recipe.averageDecay, teacher: teacher,
      callbacks: callbacks(recipe, checkpoint, folder), fingerprint: fingerprint(recipe),
      statePath: folder.state)
    if resume { try trainer.resume() }
    try folder.write(recipe)

    Interruption.listen()
    let outcome = try trainer.fit(
      training: loader,
      validation: BatchLoader(validation, batchSize: recipe.batchSize, threads: threads),
      isInterrupted: { Interruption.isRequested })
    switch outcome {
    case .finished(let reason):
      Console.say("finished: \(reason)")
      try finish(checkpoint.bestPath, validation, folder, threads: threads)
      Console.say("best model: \(checkpoint.bestPath)")
    case .interrupted:
      Console.say("interrupted and saved; go on with the same command and --resume")
    }
  }

  private func load(_ path: String, into model: Model) throws {
    var graph = try Graph(contentsOf: path)
    graph.name = path
    let fresh = try model.loadWeights(from: graph)
    guard !fresh.isEmpty else { return }
    Console.say(
      "\(path) knows other classes: its layers are taken over but the last; the classifier starts "
        + "anew: its classes are \(model.labels.joined(separator: ", "))")
  }

  private func makeTeacher(
    for pictures: LabeledPictures, _ recipe: Recipe, threads: Int
  ) throws -> Teacher? {
    if teacher.isEmpty { return nil }
    let distillation = Distillation(
      share: Float(recipe.teacherShare), temperature: Float(recipe.teacherTemperature))
    let shape = FeatureShape(channels: 1, height: pictures.height, width: pictures.width)
    return try Teacher(
      teacher.map { try Graph(contentsOf: $0) }, classes: pictures.classes, shape: shape,
      distillation, threads: threads)
  }

  private func callbacks(
    _ recipe: Recipe, _ checkpoint: ModelCheckpoint, _ folder: RunFolder
  ) -> [any Callback] {
    let schedule: any Callback =
      switch recipe.schedule {
      case .plateau:
        ReduceLROnPlateau(
          factor: recipe.plateauFactor, patience: recipe.plateauPatience,
          cooldown: recipe.plateauCooldown, minimumRate: recipe.minimumLearningRate,
          monitor: MetricMonitor(recipe.monitor, minimumDelta: recipe.plateauDelta))
      case .step:
        StepSchedule(
          initialRate: recipe.learningRate, factor: recipe.stepFactor, epochs: recipe.stepEpochs)
      case .cosine:
        CosineSchedule(initialRate: recipe.learningRate, warmUpEpochs: recipe.warmUpEpochs)
      }
    let stopping = EarlyStopping(
      patience: recipe.earlyStoppingPatience, baseline: recipe.earlyStoppingBaseline,
      startEpoch: recipe.earlyStoppingStart,
      monitor: MetricMonitor(recipe.monitor, minimumDelta: recipe.earlyStoppingDelta))
    let log = CSVLogger(path: folder.log)
    return [
      checkpoint, stopping, schedule, log, CurvesPicture(path: folder.curves, log: log),
      ProgressBar(),
    ]
  }

  /// Calibrates the best model on the validation pictures and draws its confusion and its surest
  /// wrong answers.
  private func finish(
    _ path: String, _ validation: LabeledPictures, _ folder: RunFolder, threads: Int
  ) throws {
    let evaluation = try Calibration.run(
      model: path, on: validation, path: pictures.validationPath, output: path, threads: threads)
    try Picture.write(
      ConfusionPlot.draw(labels: evaluation.labels, counts: evaluation.confusion),
      to: folder.confusion)
    try MistakesSheet.write(evaluation, of: validation, to: folder.mistakes)
  }

  /// What decides the weights' shapes and the order of pictures: a resumed run must share it.
  private func fingerprint(_ recipe: Recipe) -> String {
    "\(recipe.architecture) batch \(recipe.batchSize) seed \(recipe.seed) "
      + pictures.fingerprint(recipe)
      + fingerprintOfTeacher(recipe)
      + (recipe.classWeights == .equal ? "" : " weights \(recipe.classWeights)")
      + (recipe.sampling == .shuffled ? "" : " sampling \(recipe.sampling)")
  }

  private func fingerprintOfTeacher(_ recipe: Recipe) -> String {
    if teacher.isEmpty { return "" }
    let view = recipe.teacherView == .augmented ? "" : " view \(recipe.teacherView)"
    return " teacher \(teacher.joined(separator: " ")) share \(recipe.teacherShare) "
      + "temperature \(recipe.teacherTemperature)\(view)"
  }

  private func metadata(_ training: LabeledPictures) -> [String: String] {
    let name = URL(fileURLWithPath: pictures.data).lastPathComponent
    return ["trained_on": "\(name), \(training.count) pictures"]
  }
}

/// A number of threads from an option, all cores without one.
func threadCount(_ option: Int?) throws -> Int {
  guard let option else { return Console.coreCount }
  guard option >= 1 else {
    throw TrainingError.invalidOption("threads", reason: "must be 1 or more, not \(option)")
  }
  return option
}
