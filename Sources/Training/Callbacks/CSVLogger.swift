import Files
import Foundation

/// Keeps `training.csv`: a row an epoch. The whole file is written anew each time, so a run that
/// was resumed from an earlier epoch has each epoch once.
package final class CSVLogger: Callback {
  private let path: String
  /// The epochs so far, those before a resume included.
  package private(set) var records: [EpochRecord] = []

  package init(path: String) { self.path = path }

  package func epochEnded(_ record: EpochRecord, _ run: TrainingRun) throws {
    records.append(record)
    var text = "epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,seconds\n"
    for row in records {
      text += String(
        format: "%d,%.6f,%.6f,%.6f,%.6f,%.8g,%.1f\n", row.epoch, row.loss, row.accuracy,
        row.validationLoss, row.validationAccuracy, row.learningRate, row.seconds)
    }
    try FileReplacement.write(Array(text.utf8), to: path)
  }

  package func savedState() throws -> Data? { try JSONEncoder().encode(records) }
  package func restore(_ data: Data) throws {
    records = try JSONDecoder().decode([EpochRecord].self, from: data)
  }
}
