import ArgumentParser
import Files
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
      recipe.json, curves.png, confusion.png and state.bin. Ctrl-C finishes the batch and saves; --resume goes on.
      """)

  @OptionGroup(title: "Pictures") var pictures: DataOptions

  @Option(help: "Folder for the run; made if it is missing.")
  var output: String

  @OptionGroup(title: "Recipe") var recipeOptions: RecipeOptions

  @Option(help: "Greatest number of threads. (default: all cores)")
  var threads: Int?

  @Flag(help: "Go on where the run in --output was cut off.")
  var resume = false

  @Option(help: "Start from this model's weights; same architecture and classes.")
  var initialWeights: String?

  @Option(
    help: """
      A finished model with the same classes, an ONNX file, whose probabilities are learnt from \
      beside the labels (distillation).
      """)
  var teacher: String?

  func run() throws {
    let recipe = try recipeOptions.resolved()
    let threads = try threadCount(threads)
    try prepareOutput()
    let (training, validation) = try pictures.load(recipe, threads: threads)
    let model = try Architecture.named(recipe.architecture).makeModel(
      labels: training.classes, dropout: recipe.dropout, seed: recipe.seed)
    if let initialWeights { try model.loadWeights(from: Graph(contentsOf: initialWeights)) }

    let checkpoint = ModelCheckpoint(
      folder: output, metric: recipe.monitor, metadata: metadata(training))
    let trainer = Trainer(
      model: model, optimizer: recipe.makeOptimizer(model.parameters), epochs: recipe.epochs,
      seed: recipe.seed, threads: threads, clippingNorm: recipe.clippingNorm,
      labelSmoothing: recipe.labelSmoothing, averageDecay: recipe.averageDecay,
      teacher: try makeTeacher(of: model, recipe, threads: threads),
      callbacks: callbacks(recipe, checkpoint), fingerprint: fingerprint(recipe),
      statePath: "\(output)/state.bin")
    if resume { try trainer.resume() }
    try writeRecipe(recipe)

    Interruption.listen()
    let outcome = try trainer.fit(
      training: BatchLoader(
        training, batchSize: recipe.batchSize, augmentation: recipe.augmentation,
        mixing: recipe.mixing, seed: recipe.seed, threads: threads),
      validation: BatchLoader(validation, batchSize: recipe.batchSize, threads: threads),
      isInterrupted: { Interruption.isRequested })
    switch outcome {
    case .finished(let reason):
      Console.say("finished: \(reason)")
      try finish(checkpoint.bestPath, validation, threads: threads)
      Console.say("best model: \(checkpoint.bestPath)")
    case .interrupted:
      Console.say("interrupted and saved; go on with the same command and --resume")
    }
  }

  private func prepareOutput() throws {
    try FileTree.makeFolders(output, mode: 0o777)
    let state = "\(output)/state.bin"
    if !resume, FileManager.default.fileExists(atPath: state) {
      throw TrainingError.invalidOption(
        "output", reason: "\(output) holds a run already; give --resume or another folder")
    }
  }

  private func makeTeacher(of model: Model, _ recipe: Recipe, threads: Int) throws -> Teacher? {
    guard let teacher else { return nil }
    var graph = try Graph(contentsOf: teacher)
    graph.name = teacher
    let distillation = Distillation(
      share: Float(recipe.teacherShare), temperature: Float(recipe.teacherTemperature))
    return try Teacher(graph, of: model, distillation, threads: threads)
  }

  private func callbacks(_ recipe: Recipe, _ checkpoint: ModelCheckpoint) -> [any Callback] {
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
    let log = CSVLogger(path: "\(output)/training.csv")
    return [
      checkpoint, stopping, schedule, log,
      CurvesPicture(path: "\(output)/curves.png", log: log), ProgressBar(),
    ]
  }

  /// Calibrates the best model on the validation pictures and draws `confusion.png`.
  private func finish(_ path: String, _ validation: LabeledPictures, threads: Int) throws {
    var graph = try Graph(contentsOf: path)
    let evaluation = try graph.calibrate(
      on: validation, path: pictures.validationPath, threads: threads)
    try FileReplacement.write(graph.serialized(), to: path)
    try Picture.write(
      ConfusionPlot.draw(labels: evaluation.labels, counts: evaluation.confusion),
      to: "\(output)/confusion.png")
  }

  /// What decides the weights' shapes and the order of pictures: a resumed run must share it.
  private func fingerprint(_ recipe: Recipe) -> String {
    "\(recipe.architecture) batch \(recipe.batchSize) seed \(recipe.seed) "
      + pictures.fingerprint(recipe)
      + (teacher.map {
        " teacher \($0) share \(recipe.teacherShare) temperature \(recipe.teacherTemperature)"
      } ?? "")
  }

  private func metadata(_ training: LabeledPictures) -> [String: String] {
    let name = URL(fileURLWithPath: pictures.data).lastPathComponent
    return ["trained_on": "\(name), \(training.count) pictures"]
  }

  private func writeRecipe(_ recipe: Recipe) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try FileReplacement.write([UInt8](encoder.encode(recipe)) + [10], to: "\(output)/recipe.json")
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
