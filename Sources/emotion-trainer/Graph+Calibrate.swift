import Foundation
import NeuralNetwork
import Training

extension Graph {
  /// Fits a temperature on labelled pictures, puts it into the weights and says what it did.
  ///
  /// - Parameter path: what the pictures are called in messages.
  /// - Returns: the evaluation afterwards.
  mutating func calibrate(
    on pictures: LabeledPictures, path: String, threads: Int
  ) throws -> Evaluation {
    let before = try Evaluation(of: self, on: pictures, path: path, threads: threads)
    let temperature = TemperatureScaling.temperature(
      of: before.probabilities, truth: before.truth)
    try divideLogits(by: temperature)
    let after = before.cooled(by: temperature)
    Console.say(
      String(
        format: "calibrated: temperature %.3f, expected calibration error %.3f -> %.3f, "
          + "loss %.4f -> %.4f", temperature, before.expectedCalibrationError,
        after.expectedCalibrationError, before.loss, after.loss))
    return after
  }
}
