import Kernels
import NeuralNetwork
import Training

extension Evaluation {
  /// Runs a model on labelled pictures, by the engine that runs it live.
  ///
  /// - Parameters:
  ///   - graph: a model with `labels` in its metadata.
  ///   - pictures: of classes that the model has too.
  ///   - path: where the pictures come from, for messages.
  init(of graph: Graph, on pictures: LabeledPictures, path: String, threads: Int) throws {
    let labels = graph.labels
    guard pictures.classes.allSatisfy(labels.contains) else {
      throw TrainingError.classesDiffer(training: labels, other: pictures.classes, path: path)
    }
    let session = try InferenceSession(graph: graph, threads: threads)
    let truth = pictures.labels.map { labels.firstIndex(of: pictures.classes[$0]) ?? 0 }
    self.init(
      labels: labels, probabilities: try Self.probabilities(session, pictures), truth: truth)
  }

  private static func probabilities(
    _ session: InferenceSession, _ pictures: LabeledPictures
  ) throws -> [[Float]] {
    let loader = BatchLoader(pictures, batchSize: 64, threads: 1)
    let storage = FloatBuffer()
    var rows: [[Float]] = []
    for number in 0..<loader.batchCount {
      let input = loader.evaluationBatch(number, storage: storage).input
      rows += try session.probabilities(of: input)
      if Console.isTerminal { Console.redraw("\(rows.count) of \(pictures.count) pictures") }
    }
    if Console.isTerminal { Console.redraw("") }
    return rows
  }
}
