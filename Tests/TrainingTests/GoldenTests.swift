import Foundation
import Kernels
import Randomness
import Testing
import Training

/// Optimisers, losses and callbacks against what PyTorch and Keras do: `Fixtures/golden.json`, made by
/// `make_golden.py`.
@Suite struct GoldenTests {
  private struct Golden: Decodable {
    let optimizers: Optimizers
    let losses: Losses
    let callbacks: [CallbackCase]
  }

  private struct Optimizers: Decodable {
    let start: [[Float]]
    let gradients: [[[Float]]]
    let runs: [Run]
  }

  private struct Run: Decodable {
    let name: String
    let clip: Double
    let values: [Float]
  }

  private struct Losses: Decodable {
    let weight, bias, features: [Float]
    let targets, lessons: [[Float]]
    let runs: [LossRun]
  }

  private struct LossRun: Decodable {
    let smoothing, share, temperature: Float
    let losses: [Double]
    let weight, bias: [Float]
  }

  private struct CallbackCase: Decodable {
    let losses: [Double]
    let stopping: Stopping
    let stopped: Int?
    let best: Int
    let plateau: Plateau
    let rates: [Double]
  }

  private struct Stopping: Decodable {
    let patience, start: Int
    let delta: Double
    let baseline: Double?
  }

  private struct Plateau: Decodable {
    let patience, cooldown: Int
    let delta, factor, minimum: Double
  }

  private let golden: Golden

  init() throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/golden.json")
    golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
  }

  private static let makers: [String: @Sendable ([Parameter]) -> any Optimizer] = [
    "adam": { Adam($0, learningRate: 0.01) },
    "adam, decay": { Adam($0, learningRate: 0.01, weightDecay: 0.3) },
    "adam, clipped": { Adam($0, learningRate: 0.01) },
    "sgd": { SGD($0, learningRate: 0.01, momentum: 0, isNesterov: false) },
    "sgd, momentum": { SGD($0, learningRate: 0.01, isNesterov: false) },
    "sgd, nesterov, decay": { SGD($0, learningRate: 0.01, weightDecay: 0.1) },
    "sgd, nesterov, clipped": { SGD($0, learningRate: 0.01) },
  ]

  @Test func optimizersTakePyTorchsSteps() throws {
    #expect(Set(golden.optimizers.runs.map(\.name)) == Set(Self.makers.keys))
    for run in golden.optimizers.runs {
      let parameters = zip([[2, 3], [3]], golden.optimizers.start).map { shape, values in
        Parameter(name: "p", shape: shape, values: values)
      }
      let make = try #require(Self.makers[run.name])
      let optimizer = make(parameters)
      for step in golden.optimizers.gradients {
        for (parameter, gradient) in zip(parameters, step) { parameter.gradient.values = gradient }
        if run.clip > 0 { clipGradients(of: parameters, to: run.clip) }
        optimizer.update(threads: 2)
      }
      for (found, wanted) in zip(parameters.flatMap(\.values.values), run.values) {
        #expect(abs(found - wanted) < 2e-6, "\(run.name)")
      }
    }
  }

  @Test func lossesLeadWherePyTorchsLead() {
    let golden = golden.losses
    var random = SplitMix64(seed: 1)
    for run in golden.runs {
      let layer = Dense("linear", inputs: 4, outputs: 3, random: &random)
      layer.parameters[0].values.values = golden.weight
      layer.parameters[1].values.values = golden.bias
      let optimizer = SGD(layer.parameters, learningRate: 0.05)
      let loss = SoftmaxCrossEntropy(smoothing: run.smoothing)
      let distillation = Distillation(share: run.share, temperature: run.temperature)
      let input = FeatureMap(
        FeatureShape(channels: 4), batch: 5, storage: FloatBuffer(golden.features))
      for wanted in run.losses {
        let pass = Pass(.training(step: 0), threads: 1)
        let logits = layer.forward(input, pass)
        let gradient = FeatureMap(logits.shape, batch: 5)
        var result = loss(logits, targets: golden.targets, gradient: gradient)
        distillation(logits, teacher: golden.lessons, result: &result, gradient: gradient)
        #expect(abs(result.lossSum / 5 - wanted) < 1e-5)
        _ = layer.backward(gradient, pass, wanted: .parameters)
        optimizer.update(threads: 2)
      }
      for (found, wanted) in zip(layer.parameters[0].values.values, run.weight) {
        #expect(abs(found - wanted) < 1e-5, "share \(run.share)")
      }
      for (found, wanted) in zip(layer.parameters[1].values.values, run.bias) {
        #expect(abs(found - wanted) < 1e-5, "share \(run.share)")
      }
    }
  }

  private func run() throws -> TrainingRun {
    let model = try Architecture.classic.makeModel(labels: ["a", "b"], dropout: [0], seed: 1)
    return TrainingRun(model: model, learningRate: 1, epochs: 1000)
  }

  private func records(_ losses: [Double]) -> [EpochRecord] {
    losses.enumerated().map { index, loss in
      EpochRecord(
        epoch: index + 1, loss: loss, accuracy: 0, validationLoss: loss, validationAccuracy: 0,
        learningRate: 1, seconds: 0)
    }
  }

  @Test func stoppingIsKeras() throws {
    for (number, test) in golden.callbacks.enumerated() {
      let (run, settings) = (try run(), test.stopping)
      let stopping = EarlyStopping(
        patience: settings.patience, baseline: settings.baseline, startEpoch: settings.start,
        monitor: MetricMonitor(minimumDelta: settings.delta))
      var stopped: Int?
      for record in records(test.losses) where stopped == nil {
        stopping.epochEnded(record, run)
        if run.stopReason != nil { stopped = record.epoch }
      }
      #expect(stopped == test.stopped, "case \(number)")
      #expect(stopping.bestEpoch == test.best, "case \(number)")
    }
  }

  @Test func plateausAreKeras() throws {
    for (number, test) in golden.callbacks.enumerated() {
      let (run, settings) = (try run(), test.plateau)
      let plateau = ReduceLROnPlateau(
        factor: settings.factor, patience: settings.patience, cooldown: settings.cooldown,
        minimumRate: settings.minimum, monitor: MetricMonitor(minimumDelta: settings.delta))
      for (record, rate) in zip(records(test.losses), test.rates) {
        plateau.epochEnded(record, run)
        #expect(
          abs(run.learningRate - rate) < 1e-6 * rate, "case \(number), epoch \(record.epoch)")
      }
    }
  }
}
