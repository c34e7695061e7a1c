import ArgumentParser
import Foundation
import Imaging
import Kernels
import NeuralNetwork
import Training

/// Measures a model file on labelled pictures, by the engine that runs it live.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measure a model on folders of pictures.")

  @Option(help: "The model, an ONNX file with class labels in its metadata.")
  var model: String

  @Option(help: "Labelled pictures: a folder (or .tar) with one folder a class.")
  var data: String

  @Flag(help: "Print one JSON object instead of a table.")
  var json = false

  @Option(help: "Greatest number of threads. (default: all cores)")
  var threads: Int?

  func run() throws {
    let threads = try threadCount(threads)
    let graph = try Graph(contentsOf: model)
    let pictures = try LabeledPictures.load(data, threads: threads)
    if !pictures.unreadable.isEmpty { report(pictures, path: data) }
    let labels = graph.metadata["labels"]?.split(separator: ",").map(String.init) ?? []
    let unknown = pictures.classes.filter { !labels.contains($0) }
    guard unknown.isEmpty else {
      throw TrainingError.classesDiffer(training: labels, other: pictures.classes, path: data)
    }
    let truth = pictures.labels.map { labels.firstIndex(of: pictures.classes[$0]) ?? 0 }
    let session = try InferenceSession(graph: graph, threads: threads)
    let evaluation = Evaluation(
      labels: labels, probabilities: try probabilities(session, pictures), truth: truth)
    json ? try printJSON(evaluation) : printTable(evaluation)
  }

  private func probabilities(
    _ session: InferenceSession, _ pictures: LabeledPictures
  ) throws -> [[Float]] {
    let loader = BatchLoader(pictures, batchSize: 64, threads: 1)
    let storage = FloatBuffer()
    var rows: [[Float]] = []
    for number in 0..<loader.batchCount {
      let input = loader.evaluationBatch(number, storage: storage).input
      // One channel: [1, batch, height, width] and [batch, 1, height, width] are the same memory.
      let output = try session.run(
        Tensor(shape: [input.batch, 1, pictures.height, pictures.width], values: input.values))
      let classes = output.values.count / input.batch
      for first in stride(from: 0, to: output.values.count, by: classes) {
        rows.append(Array(output.values[first..<(first + classes)]))
      }
      if Console.isTerminal { Console.redraw("\(rows.count) of \(pictures.count) pictures") }
    }
    if Console.isTerminal { Console.redraw("") }
    return rows
  }

  private struct Report: Encodable {
    let accuracy: Double
    let macroF1: Double
    let loss: Double
    let ece: Double
    let labels: [String]
    let classes: [String: Evaluation.ClassResult]
    let confusion: [[Int]]

    enum CodingKeys: String, CodingKey {
      case accuracy, loss, ece, labels, classes, confusion
      case macroF1 = "macro_f1"
    }
  }

  private func printJSON(_ evaluation: Evaluation) throws {
    let report = Report(
      accuracy: evaluation.accuracy, macroF1: evaluation.macroF1, loss: evaluation.loss,
      ece: evaluation.expectedCalibrationError, labels: evaluation.labels,
      classes: Dictionary(uniqueKeysWithValues: zip(evaluation.labels, evaluation.classes)),
      confusion: evaluation.confusion)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(report), as: UTF8.self))
  }

  private func printTable(_ evaluation: Evaluation) {
    let total = evaluation.classes.reduce(0) { $0 + $1.support }
    print(
      String(
        format: "accuracy %.2f %% of %d pictures, macro F1 %.3f, loss %.4f, ECE %.3f",
        evaluation.accuracy * 100, total, evaluation.macroF1, evaluation.loss,
        evaluation.expectedCalibrationError))
    let longest = evaluation.labels.map(\.count).max() ?? 0
    let width = max(8, longest) + 2
    func cell(_ text: String) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    print("\nrows: truth, columns: what the model said")
    print(
      cell("") + evaluation.labels.map(cell).joined() + cell("recall") + cell("precision"))
    for (index, label) in evaluation.labels.enumerated() {
      let result = evaluation.classes[index]
      print(
        cell(label) + evaluation.confusion[index].map { cell("\($0)") }.joined()
          + cell(String(format: "%.1f %%", result.recall * 100))
          + cell(String(format: "%.1f %%", result.precision * 100)))
    }
  }
}
