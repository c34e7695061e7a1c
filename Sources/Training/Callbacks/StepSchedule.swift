import Foundation

/// Multiplies the learning rate by `factor` each `epochs` epochs.
package final class StepSchedule: Callback {
  private let initialRate: Double
  private let factor: Double
  private let epochs: Int

  package init(initialRate: Double, factor: Double, epochs: Int) {
    precondition(epochs > 0, "steps of \(epochs) epochs")
    (self.initialRate, self.factor, self.epochs) = (initialRate, factor, epochs)
  }

  /// The rate of an epoch counted from 0.
  package func rate(epoch: Int) -> Double { initialRate * pow(factor, Double(epoch / epochs)) }

  package func epochEnded(_ record: EpochRecord, _ run: TrainingRun) {
    if record.epoch < run.epochs { run.learningRate = rate(epoch: record.epoch) }
  }
}
