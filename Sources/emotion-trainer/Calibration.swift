import Files
import Foundation
import NeuralNetwork
import Training

/// Fits a model's temperature and puts it into its file.
enum Calibration {
  /// A model whose temperature differs from 1 by no more keeps its weights, so that a run that is
  /// finished a second time has the same file.
  private static let tolerance = 0.001

  /// Fits a temperature on labelled pictures, writes the model with it and says what it did.
  ///
  /// - Parameters:
  ///   - model: an ONNX file that this trainer made.
  ///   - path: what the pictures are called in messages.
  ///   - output: where the calibrated model goes; may be the same file.
  /// - Returns: the evaluation afterwards.
  @discardableResult
  static func run(
    model: String, on pictures: LabeledPictures, path: String, output: String, threads: Int
  ) throws -> Evaluation {
    var graph = try Graph(contentsOf: model)
    let before = try Evaluation(of: graph, on: pictures, path: path, threads: threads)
    let temperature = TemperatureScaling.temperature(
      of: before.probabilities, truth: before.truth)
    if abs(temperature - 1) > tolerance { try graph.divideLogits(by: temperature) }
    // A graph that was read is named after its file, for messages.
    graph.name = graph.metadata["architecture"] ?? "model"
    try FileReplacement.write(graph.serialized(), to: output)
    let after = before.cooled(by: temperature)
    Console.say(
      String(
        format: "calibrated: temperature %.3f, expected calibration error %.3f -> %.3f, "
          + "loss %.4f -> %.4f", temperature, before.expectedCalibrationError,
        after.expectedCalibrationError, before.loss, after.loss))
    return after
  }
}
