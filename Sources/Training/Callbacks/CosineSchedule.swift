import Foundation

/// Lowers the learning rate along half a cosine from the start's to nearly 0 in the last epoch
/// (Loshchilov and Hutter 2017, one cycle without restarts), after rising to it in even steps over
/// the first epochs if wanted (Goyal et al. 2017).
package final class CosineSchedule: Callback {
  private let initialRate: Double
  private let warmUpEpochs: Int

  /// - Parameter warmUpEpochs: epochs before the one that has the full rate.
  package init(initialRate: Double, warmUpEpochs: Int = 0) {
    (self.initialRate, self.warmUpEpochs) = (initialRate, warmUpEpochs)
  }

  /// The rate of an epoch counted from 0.
  package func rate(epoch: Int, of epochs: Int) -> Double {
    if epoch < warmUpEpochs {
      return initialRate * Double(epoch + 1) / Double(warmUpEpochs + 1)
    }
    let (done, all) = (min(epoch, epochs) - warmUpEpochs, max(1, epochs - warmUpEpochs))
    return initialRate * (1 + cos(.pi * Double(done) / Double(all))) / 2
  }

  package func trainingBegan(_ run: TrainingRun) {
    if run.epochsDone == 0 { run.learningRate = rate(epoch: 0, of: run.epochs) }
  }

  package func epochEnded(_ record: EpochRecord, _ run: TrainingRun) {
    if record.epoch < run.epochs { run.learningRate = rate(epoch: record.epoch, of: run.epochs) }
  }
}
