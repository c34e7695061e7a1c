import Foundation
import Training

/// Shows how an epoch advances on a terminal, and a line for each epoch everywhere.
final class ProgressBar: Callback {
  private let clock = ContinuousClock()
  private var began: ContinuousClock.Instant?
  private var picturesAtBegin = 0
  private var lastDrawn: ContinuousClock.Instant?

  func batchEnded(_ progress: BatchProgress) {
    let now = clock.now
    guard let began, progress.pictures > picturesAtBegin else {
      self.began = now
      picturesAtBegin = progress.pictures
      return
    }
    guard Console.isTerminal else { return }
    if let lastDrawn, now - lastDrawn < .milliseconds(200) { return }
    lastDrawn = now
    let rate = Double(progress.pictures - picturesAtBegin) / ((now - began) / .seconds(1))
    let left = Double(progress.pictureCount - progress.pictures) / rate
    let share = Double(progress.pictures) / Double(progress.pictureCount)
    let bar = Console.bar(share)
    Console.redraw(
      String(
        format: "epoch %d/%d %@ %3.0f %%  loss %.4f  accuracy %.3f  %.0f pictures/s  %@ left",
        progress.epoch, progress.epochs, bar, share * 100, progress.loss, progress.accuracy, rate,
        Self.clockText(left)))
  }

  func epochEnded(_ record: EpochRecord, _ run: TrainingRun) {
    began = nil
    if Console.isTerminal { Console.redraw("") }
    Console.say(
      String(
        format: "epoch %d/%d  loss %.4f  accuracy %.4f  val_loss %.4f  val_accuracy %.4f  "
          + "rate %.2g  %@",
        record.epoch, run.epochs, record.loss, record.accuracy, record.validationLoss,
        record.validationAccuracy, record.learningRate, Self.clockText(record.seconds)))
  }

  private static func clockText(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    return whole >= 3600
      ? String(format: "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
      : String(format: "%d:%02d", whole / 60, whole % 60)
  }
}
