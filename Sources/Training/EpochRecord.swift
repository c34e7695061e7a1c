/// What an epoch came to: a row of `training.csv`.
package struct EpochRecord: Codable, Sendable, Equatable {
  /// Counted from 1.
  package var epoch: Int
  /// Mean cross-entropy in nats over the epoch's training batches as they went, dropout on.
  package var loss: Double
  /// Share of training pictures classified right, 0...1, as they went.
  package var accuracy: Double
  package var validationLoss: Double
  package var validationAccuracy: Double
  /// The rate the epoch was trained with.
  package var learningRate: Double
  /// Wall time of the epoch, validation included.
  package var seconds: Double

  package init(
    epoch: Int, loss: Double, accuracy: Double, validationLoss: Double,
    validationAccuracy: Double, learningRate: Double, seconds: Double
  ) {
    self.epoch = epoch
    self.loss = loss
    self.accuracy = accuracy
    self.validationLoss = validationLoss
    self.validationAccuracy = validationAccuracy
    self.learningRate = learningRate
    self.seconds = seconds
  }
}
