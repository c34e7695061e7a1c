import Foundation

/// Something that watches or steers a training run. Every hook has an empty default.
package protocol Callback: AnyObject {
  /// Tells the callback's saved state from others'; unique in a run.
  var stateKey: String { get }
  /// Before the first batch, or the first one after a resume.
  func trainingBegan(_ run: TrainingRun) throws
  /// After each batch.
  func batchEnded(_ progress: BatchProgress) throws
  /// After validation.
  func epochEnded(_ record: EpochRecord, _ run: TrainingRun) throws
  /// After the last epoch, not after an interruption.
  func trainingEnded(_ run: TrainingRun) throws
  /// What a resumed run needs of the callback; nil for nothing.
  func savedState() throws -> Data?
  func restore(_ state: Data) throws
}

extension Callback {
  package var stateKey: String { "\(type(of: self))" }
  package func trainingBegan(_ run: TrainingRun) throws {}
  package func batchEnded(_ progress: BatchProgress) throws {}
  package func epochEnded(_ record: EpochRecord, _ run: TrainingRun) throws {}
  package func trainingEnded(_ run: TrainingRun) throws {}
  package func savedState() throws -> Data? { nil }
  package func restore(_ state: Data) throws {}
}

/// What callbacks may look at and change.
package final class TrainingRun {
  package let model: Model
  /// Rate of the next epoch's updates.
  package var learningRate: Double
  /// Why no further epoch shall begin; nil to go on.
  package var stopReason: String?
  /// Epochs that are complete.
  package internal(set) var epochsDone = 0
  /// Number of epochs the run is to have.
  package let epochs: Int

  package init(model: Model, learningRate: Double, epochs: Int) {
    self.model = model
    self.learningRate = learningRate
    self.epochs = epochs
  }
}

/// How far an epoch has come.
package struct BatchProgress: Sendable {
  /// Counted from 1.
  package let epoch: Int
  package let epochs: Int
  /// Pictures seen in this epoch, and how many it has.
  package let pictures: Int
  package let pictureCount: Int
  /// Mean loss and accuracy so far in this epoch.
  package let loss: Double
  package let accuracy: Double
}
