import Foundation
import Kernels

/// Trains a model over epochs; everything beyond the loop is in callbacks.
package final class Trainer {
  /// How a call of ``fit(training:validation:isInterrupted:)`` ended.
  package enum Outcome: Sendable, Equatable {
    /// All epochs, or a callback's reason to stop.
    case finished(reason: String)
    /// Interrupted; the state is saved and `resume` goes on from it.
    case interrupted
  }

  private let run: TrainingRun
  private let optimizer: any Optimizer
  private let clippingNorm: Double
  private let average: WeightAverage?
  private let teacher: Teacher?
  private let callbacks: [any Callback]
  private let statePath: String?
  private let fingerprint: String
  private let seed: UInt64
  private let threads: Int
  private let workspace: ConvolutionWorkspace
  private let trainingLoss: SoftmaxCrossEntropy
  private let loss = SoftmaxCrossEntropy()
  private let inputStorage = FloatBuffer()
  private let gradientStorage = FloatBuffer()
  private var batchesDone = 0
  private var sums = EpochSums()

  /// - Parameters:
  ///   - optimizer: of the model's parameters.
  ///   - clippingNorm: greatest norm of the gradients; 0 for any.
  ///   - labelSmoothing: of the training loss; the validation's has none.
  ///   - classWeights: of the training loss, in the order of the classes; nil for none.
  ///   - averageDecay: of the ``WeightAverage`` that is validated and handed to the callbacks; 0
  ///     for none.
  ///   - teacher: whose probabilities are learnt from, too; nil for labels alone.
  ///   - fingerprint: settings that a resumed run must share, as text.
  ///   - statePath: where the state for ``resume()`` is kept; nil to keep none.
  package init(
    model: Model, optimizer: any Optimizer, epochs: Int, seed: UInt64, threads: Int,
    clippingNorm: Double = 0, labelSmoothing: Double = 0, classWeights: [Float]? = nil,
    averageDecay: Double = 0, teacher: Teacher? = nil, callbacks: [any Callback],
    fingerprint: String = "", statePath: String? = nil
  ) {
    run = TrainingRun(
      model: model, learningRate: Double(optimizer.learningRate), epochs: epochs)
    self.optimizer = optimizer
    self.clippingNorm = clippingNorm
    average =
      averageDecay > 0
      ? WeightAverage(of: model.parameters + model.statistics, decay: Float(averageDecay)) : nil
    self.teacher = teacher
    trainingLoss = SoftmaxCrossEntropy(
      smoothing: Float(labelSmoothing), classWeights: classWeights)
    self.callbacks = callbacks
    self.statePath = statePath
    self.fingerprint = fingerprint
    self.seed = seed
    self.threads = threads
    workspace = ConvolutionWorkspace(threads: threads)
  }

  /// Trains until the epochs are done, a callback stops it, or it is interrupted.
  ///
  /// - Parameter isInterrupted: asked after each batch; true saves the state and returns.
  /// - Throws: `TrainingError.diverged` when the loss is no longer a number, and callbacks' errors.
  package func fit(
    training: BatchLoader, validation: BatchLoader, isInterrupted: () -> Bool = { false }
  ) throws -> Outcome {
    for callback in callbacks { try callback.trainingBegan(run) }
    while run.epochsDone < run.epochs, run.stopReason == nil {
      guard try trainEpoch(training, isInterrupted) else {
        try saveState()
        return .interrupted
      }
      try endEpoch(validation)
      try saveState()
    }
    for callback in callbacks { try callback.trainingEnded(run) }
    return .finished(reason: run.stopReason ?? "all \(run.epochs) epochs are done")
  }

  /// The rest of an epoch's batches; false when interrupted.
  private func trainEpoch(_ loader: BatchLoader, _ isInterrupted: () -> Bool) throws -> Bool {
    let order = loader.shuffledOrder(epoch: run.epochsDone)
    optimizer.learningRate = Float(run.learningRate)
    let clock = ContinuousClock()
    while batchesDone < loader.batchCount {
      let start = clock.now
      let batch = loader.trainingBatch(
        batchesDone, order: order, epoch: run.epochsDone, storage: inputStorage)
      try trainBatch(
        batch.input, batch.targets, step: run.epochsDone * loader.batchCount + batchesDone)
      batchesDone += 1
      sums.seconds += (clock.now - start) / .seconds(1)
      let progress = BatchProgress(
        epoch: run.epochsDone + 1, epochs: run.epochs, pictures: sums.pictures,
        pictureCount: loader.pictureCount, loss: sums.meanLoss, accuracy: sums.accuracy)
      for callback in callbacks { try callback.batchEnded(progress) }
      if isInterrupted() { return false }
    }
    return true
  }

  private func trainBatch(_ input: FeatureMap, _ targets: [[Float]], step: Int) throws {
    let pass = Pass(.training(step: step), threads: threads, seed: seed, workspace: workspace)
    let lesson = try teacher?.probabilities(of: input)
    let logits = run.model.forward(input, pass)
    let gradient = FeatureMap(logits.shape, batch: logits.batch, storage: gradientStorage)
    var result = trainingLoss(logits, targets: targets, gradient: gradient)
    if let lesson { teacher?.teach(lesson, logits, result: &result, gradient: gradient) }
    guard result.lossSum.isFinite else { throw TrainingError.diverged(epoch: run.epochsDone + 1) }
    run.model.backward(gradient, pass)
    if clippingNorm > 0 { clipGradients(of: run.model.parameters, to: clippingNorm) }
    optimizer.update(threads: threads)
    average?.update(threads: threads)
    sums.loss += result.lossSum
    sums.correct += result.correct
    sums.pictures += targets.count
  }

  private func endEpoch(_ validation: BatchLoader) throws {
    average?.exchange()
    defer { average?.exchange() }
    let clock = ContinuousClock()
    let start = clock.now
    let result = evaluate(validation)
    let record = EpochRecord(
      epoch: run.epochsDone + 1, loss: sums.meanLoss, accuracy: sums.accuracy,
      validationLoss: result.meanLoss, validationAccuracy: result.accuracy,
      learningRate: run.learningRate, seconds: sums.seconds + (clock.now - start) / .seconds(1))
    run.epochsDone += 1
    batchesDone = 0
    sums = EpochSums()
    for callback in callbacks { try callback.epochEnded(record, run) }
  }

  /// Loss and accuracy in evaluation mode.
  private func evaluate(_ loader: BatchLoader) -> EpochSums {
    var sums = EpochSums()
    for number in 0..<loader.batchCount {
      let batch = loader.evaluationBatch(number, storage: inputStorage)
      let logits = run.model.forward(
        batch.input, Pass(.evaluation, threads: threads, workspace: workspace))
      let result = loss(logits, labels: batch.labels, gradient: nil)
      sums.loss += result.lossSum
      sums.correct += result.correct
      sums.pictures += batch.labels.count
    }
    return sums
  }
}

extension Trainer {
  private var tensors: [FloatBuffer] {
    (run.model.parameters + run.model.statistics).map(\.values)
  }

  private func saveState() throws {
    guard let statePath else { return }
    var states: [String: Data] = [:]
    for callback in callbacks { states[callback.stateKey] = try callback.savedState() }
    let values =
      tensors.map(\.values) + optimizer.state.moments + (average?.state.averages ?? [])
    let header = TrainingState.Header(
      epochsDone: run.epochsDone, batchesDone: batchesDone, sums: sums,
      learningRate: run.learningRate, stopReason: run.stopReason,
      optimizerStep: optimizer.state.step, fingerprint: fingerprint, callbacks: states,
      tensorCounts: values.map(\.count))
    try TrainingState(header: header, tensors: values).write(to: statePath)
  }

  /// Takes up the run that the state file describes.
  ///
  /// - Throws: `TrainingError.cannotResume` where the file is missing, broken or of another run.
  package func resume() throws {
    guard let statePath else { return }
    let state = try TrainingState(contentsOf: statePath)
    let buffers = tensors
    let (moments, averages) = (optimizer.state.moments, average?.state.averages ?? [])
    let expected = buffers.map(\.count) + (moments + averages).map(\.count)
    guard state.header.fingerprint == fingerprint, state.header.tensorCounts == expected else {
      throw TrainingError.cannotResume(
        path: statePath, reason: "it belongs to a run with other settings")
    }
    for (buffer, values) in zip(buffers, state.tensors) { buffer.values = values }
    let saved = state.tensors.dropFirst(buffers.count)
    optimizer.state = (state.header.optimizerStep, Array(saved.prefix(moments.count)))
    // Both take a step a batch.
    average?.state = (state.header.optimizerStep, Array(saved.dropFirst(moments.count)))
    run.epochsDone = state.header.epochsDone
    batchesDone = state.header.batchesDone
    sums = state.header.sums
    run.learningRate = state.header.learningRate
    run.stopReason = state.header.stopReason
    for callback in callbacks {
      if let saved = state.header.callbacks[callback.stateKey] { try callback.restore(saved) }
    }
  }
}
