import Pictures
import Reports
import Training

/// Keeps `curves.png`: loss, accuracy and learning rate of the epochs so far.
final class CurvesPicture: Callback {
  private let path: String
  private let log: CSVLogger

  /// - Parameter log: keeps the records, those before a resume included; called before this one.
  init(path: String, log: CSVLogger) {
    self.path = path
    self.log = log
  }

  func epochEnded(_ record: EpochRecord, _ run: TrainingRun) throws {
    let epochs = log.records.map { record in
      CurvesPlot.Epoch(
        number: record.epoch, loss: record.loss, accuracy: record.accuracy,
        validationLoss: record.validationLoss, validationAccuracy: record.validationAccuracy,
        learningRate: record.learningRate)
    }
    try Picture.write(
      CurvesPlot.draw(epochs: epochs, title: "Training \(run.model.architecture)"), to: path)
  }
}
