import Files
import Foundation
import NeuralNetwork

/// Writes `best.onnx` at each best value of a metric and `last.onnx` after each epoch, and gives
/// the model its best weights back at the end, however the run ended.
package final class ModelCheckpoint: Callback {
  private let folder: String
  private let metadata: [String: String]
  private var monitor: MetricMonitor

  /// - Parameters:
  ///   - metric: decides what is best.
  ///   - metadata: goes into the files beside labels and architecture.
  package init(
    folder: String, metric: MetricMonitor.Metric = .validationLoss, metadata: [String: String]
  ) {
    self.folder = folder
    self.metadata = metadata
    monitor = MetricMonitor(metric)
  }

  /// Where the best model is.
  package var bestPath: String { "\(folder)/best.onnx" }

  package func epochEnded(_ record: EpochRecord, _ run: TrainingRun) throws {
    var metadata = metadata
    metadata["epoch"] = "\(record.epoch)"
    metadata["validation_loss"] = String(format: "%.4f", record.validationLoss)
    metadata["validation_accuracy"] = String(format: "%.4f", record.validationAccuracy)
    let file = try run.model.graph(metadata: metadata).serialized()
    if monitor.improves(record) { try FileReplacement.write(file, to: bestPath) }
    try FileReplacement.write(file, to: "\(folder)/last.onnx")
  }

  package func trainingEnded(_ run: TrainingRun) throws {
    if monitor.bestEpoch != nil { try run.model.loadWeights(from: Graph(contentsOf: bestPath)) }
  }

  package func savedState() throws -> Data? { try JSONEncoder().encode(monitor) }
  package func restore(_ data: Data) throws {
    monitor = try JSONDecoder().decode(MetricMonitor.self, from: data)
  }
}
