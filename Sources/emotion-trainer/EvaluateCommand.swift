import ArgumentParser
import Foundation
import NeuralNetwork
import Pictures
import Reports
import Training

/// Measures a model file on labelled pictures, by the engine that runs it live.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measure a model on folders of pictures.")

  @Option(help: "The model, an ONNX file with class labels in its metadata.")
  var model: String

  @Option(
    help:
      "Labelled pictures: a folder (or .tar) with a folder a class, a pack, or a FER-2013 .csv (PublicTest)."
  )
  var data: String

  @OptionGroup var rows: UsageOption

  @Flag(help: "Print one JSON object instead of a table.")
  var json = false

  @Option(help: "Write the confusion matrix as a picture, .png or .jpg.")
  var plot: String?

  @Option(help: "Write the surest wrong answers of each class as a picture, .png or .jpg.")
  var mistakes: String?

  @Option(help: "Greatest number of threads. (default: all cores)")
  var threads: Int?

  func run() throws {
    let threads = try threadCount(threads)
    let usage = try rows.usage(of: data)
    let graph = try Graph(contentsOf: model)
    let pictures = try LabeledPictures.load(
      data, usage: usage ?? .publicTest, threads: threads)
    if !pictures.unreadable.isEmpty { report(pictures, path: data) }
    let evaluation = try Evaluation(of: graph, on: pictures, path: data, threads: threads)
    if let plot {
      try Picture.write(
        ConfusionPlot.draw(labels: evaluation.labels, counts: evaluation.confusion), to: plot)
    }
    if let mistakes { try MistakesSheet.write(evaluation, of: pictures, to: mistakes) }
    let uncalibrated = graph.temperature == 1 ? nil : evaluation.cooled(by: 1 / graph.temperature)
    json ? try printJSON(evaluation, uncalibrated) : printTable(evaluation, uncalibrated)
  }

  private struct Report: Encodable {
    let accuracy: Double
    let macroF1: Double
    let loss: Double
    let ece: Double
    /// Without the temperature that is in the model's weights; nil where there is none.
    let eceUncalibrated: Double?
    let labels: [String]
    let classes: [String: Evaluation.ClassResult]
    let confusion: [[Int]]

    enum CodingKeys: String, CodingKey {
      case accuracy, loss, ece, labels, classes, confusion
      case macroF1 = "macro_f1"
      case eceUncalibrated = "ece_uncalibrated"
    }
  }

  private func printJSON(_ evaluation: Evaluation, _ uncalibrated: Evaluation?) throws {
    let report = Report(
      accuracy: evaluation.accuracy, macroF1: evaluation.macroF1, loss: evaluation.loss,
      ece: evaluation.expectedCalibrationError,
      eceUncalibrated: uncalibrated?.expectedCalibrationError, labels: evaluation.labels,
      classes: Dictionary(uniqueKeysWithValues: zip(evaluation.labels, evaluation.classes)),
      confusion: evaluation.confusion)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(report), as: UTF8.self))
  }

  private func printTable(_ evaluation: Evaluation, _ uncalibrated: Evaluation?) {
    let total = evaluation.classes.reduce(0) { $0 + $1.support }
    print(
      String(
        format: "accuracy %.2f %% of %d pictures, macro F1 %.3f, loss %.4f, ECE %.3f",
        evaluation.accuracy * 100, total, evaluation.macroF1, evaluation.loss,
        evaluation.expectedCalibrationError)
        + (uncalibrated.map {
          String(format: " (%.3f before calibration)", $0.expectedCalibrationError)
        } ?? ""))
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
