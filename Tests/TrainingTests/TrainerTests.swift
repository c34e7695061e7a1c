import Foundation
import Randomness
import Testing
import Training

@Suite struct TrainerTests {
  private let folder: TemporaryFolder
  private let data: LabeledPictures

  init() throws {
    folder = try TemporaryFolder()
    let pictures = try TemporaryFolder()
    try pictures.writeDataSet(classes: ["left", "right"], count: 9)
    data = try LabeledPictures.load(pictures.path, threads: 2)
  }

  /// A small network: the classic one would make the test slow.
  private func model() throws -> Model {
    let input = FeatureShape(channels: 1, height: 48, width: 48)
    var random = SplitMix64(seed: 1)
    let pool = MaxPool2x2("pool", input: FeatureShape(channels: 3, height: 48, width: 48))
    let flat = FeatureShape(channels: pool.outputShape.count)
    return Model(
      architecture: "small", labels: data.classes, inputShape: input,
      layers: [
        Rescaling("rescaling", input: input, scale: 1 / 64, offset: -2),
        Conv2D("conv", input: input, filters: 3, random: &random),
        ReLU("relu", input: FeatureShape(channels: 3, height: 48, width: 48)),
        BatchNorm("norm", input: FeatureShape(channels: 3, height: 48, width: 48)),
        pool, Flatten("flatten", input: pool.outputShape),
        Dropout("dropout", input: flat, rate: 0.3, stream: 1),
        Dense("dense", inputs: flat.channels, outputs: 2, random: &random),
      ])
  }

  private func trainer(
    _ model: Model, epochs: Int, state: String, classWeights: [Float]? = nil,
    averageDecay: Double = 0
  ) -> Trainer {
    Trainer(
      model: model,
      optimizer: Adam(model.parameters, learningRate: 0.001, weightDecay: 0.1), epochs: epochs,
      seed: 4, threads: 2, classWeights: classWeights, averageDecay: averageDecay,
      callbacks: [
        EarlyStopping(patience: 50), ReduceLROnPlateau(factor: 0.5, patience: 1),
        CSVLogger(path: "\(folder.path)/\(state).csv"),
      ], statePath: "\(folder.path)/\(state)")
  }

  private var loaders: (training: BatchLoader, validation: BatchLoader) {
    // A mirrored picture would be one of the other class.
    var augmentation = Augmentation()
    augmentation.horizontalFlip = false
    return (
      BatchLoader(data, batchSize: 4, augmentation: augmentation, seed: 4, threads: 2),
      BatchLoader(data, batchSize: 4, threads: 2)
    )
  }

  private func values(_ model: Model) -> [[Float]] {
    (model.parameters + model.statistics).map(\.values.values)
  }

  @Test func aSeparableDataSetIsLearned() throws {
    let model = try model()
    let trainer = trainer(model, epochs: 12, state: "state")
    #expect(
      try trainer.fit(training: loaders.training, validation: loaders.validation)
        == .finished(reason: "all 12 epochs are done"))
    let text = try String(contentsOfFile: "\(folder.path)/state.csv", encoding: .utf8)
    let last = try #require(text.split(separator: "\n").last).split(separator: ",")
    #expect(last[0] == "12")
    #expect(try #require(Double(last[4])) > 0.9, "validation accuracy in \(last)")
  }

  @Test(arguments: [0, 0.9])
  func aRunCutOffAnywhereEndsWithTheSameBits(averageDecay: Double) throws {
    let whole = try model()
    _ = try trainer(whole, epochs: 3, state: "whole", averageDecay: averageDecay).fit(
      training: loaders.training, validation: loaders.validation)

    // Five batches an epoch: the cuts are in the middle and at the end of epochs.
    var resumed = try model()
    var outcome = Trainer.Outcome.interrupted
    var cuts = 0
    while outcome == .interrupted {
      resumed = try model()
      let trainer = trainer(resumed, epochs: 3, state: "cut", averageDecay: averageDecay)
      if cuts > 0 { try trainer.resume() }
      var batches = 0
      outcome = try trainer.fit(
        training: loaders.training, validation: loaders.validation,
        isInterrupted: {
          batches += 1
          return batches == 4
        })
      cuts += 1
    }
    #expect(cuts == 4)
    #expect(values(resumed) == values(whole))
    let rows = ["whole", "cut"].map { name in
      (try? String(contentsOfFile: "\(folder.path)/\(name).csv", encoding: .utf8))?
        .split(separator: "\n").map { $0.split(separator: ",").dropLast() }
    }
    #expect(rows[0] == rows[1])
  }

  @Test func aBalancedAndWeightedRunCutOffEndsWithTheSameBits() throws {
    // Thirteen pictures of one class and five of the other; nine of each are drawn.
    let data = data.subset(Array(0..<9) + [0, 1, 2, 3] + Array(9..<14))
    let training = BatchLoader(
      data, batchSize: 4, augmentation: .none, sampling: .balanced, seed: 4, threads: 2)
    let whole = try model()
    _ = try trainer(whole, epochs: 2, state: "whole", classWeights: [0.5, 2]).fit(
      training: training, validation: loaders.validation)
    var resumed = try model()
    _ = try trainer(resumed, epochs: 2, state: "cut", classWeights: [0.5, 2]).fit(
      training: training, validation: loaders.validation, isInterrupted: interruption(after: 7))
    #expect(values(resumed) != values(whole))
    resumed = try model()
    let second = trainer(resumed, epochs: 2, state: "cut", classWeights: [0.5, 2])
    try second.resume()
    _ = try second.fit(training: training, validation: loaders.validation)
    #expect(values(resumed) == values(whole))

    let unweighted = try model()
    _ = try trainer(unweighted, epochs: 2, state: "unweighted").fit(
      training: training, validation: loaders.validation)
    #expect(values(unweighted) != values(whole))
  }

  private func interruption(after batches: Int) -> () -> Bool {
    var count = 0
    return {
      count += 1
      return count == batches
    }
  }

  @Test func aStateOfAnotherRunIsRefused() throws {
    _ = try trainer(try model(), epochs: 1, state: "state").fit(
      training: loaders.training, validation: loaders.validation)
    let classic = try Architecture.classic.makeModel(
      labels: data.classes, dropout: [0], seed: 1)
    #expect(throws: TrainingError.self) {
      try trainer(classic, epochs: 1, state: "state").resume()
    }
  }

  @Test func aBrokenStateIsRefusedInWords() throws {
    let path = "\(folder.path)/state"
    _ = try trainer(try model(), epochs: 1, state: "state").fit(
      training: loaders.training, validation: loaders.validation)
    let intact = [UInt8](try #require(FileManager.default.contents(atPath: path)))
    for length in [0, 10, 30, 200, intact.count / 2, intact.count - 1] {
      try Data(intact.prefix(length)).write(to: URL(fileURLWithPath: path))
      #expect(throws: TrainingError.self, "\(length) bytes") {
        try trainer(try model(), epochs: 1, state: "state").resume()
      }
    }
  }
}
