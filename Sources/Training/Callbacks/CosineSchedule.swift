import Foundation

/// Lowers the learning rate along half a cosine from the start's to nearly 0 in the last epoch
/// (Loshchilov and Hutter 2017, one cycle without restarts).
package final class CosineSchedule: Callback {
  private let initialRate: Double

  package init(initialRate: Double) { self.initialRate = initialRate }

  /// The rate of an epoch counted from 0.
  package func rate(epoch: Int, of epochs: Int) -> Double {
    initialRate * (1 + cos(.pi * Double(min(epoch, epochs)) / Double(epochs))) / 2
  }

  package func epochEnded(_ record: EpochRecord, _ run: TrainingRun) {
    if record.epoch < run.epochs { run.learningRate = rate(epoch: record.epoch, of: run.epochs) }
  }
}
