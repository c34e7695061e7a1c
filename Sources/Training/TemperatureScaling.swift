import Foundation
import NeuralNetwork

/// Makes a classifier's confidence honest: its logits are divided by one temperature, which changes
/// no prediction (Guo et al., "On Calibration of Modern Neural Networks", 2017).
package enum TemperatureScaling {
  /// Key of a model's metadata: what its logits have been divided by, in all.
  static let metadataKey = "temperature"
  /// Inverse temperatures that are tried.
  private static let range = 0.05...20.0
  /// A probability of 0 in single precision is taken for this.
  private static let leastProbability = 1e-30

  /// The temperature of least cross-entropy.
  ///
  /// The cross-entropy is convex in the inverse temperature, so its slope is bisected. Where it
  /// falls over the whole range, as it does when every picture is right, the pictures do not tell
  /// how often the classifier is wrong; then it stays as sure as it is. A few dozen pictures that
  /// are easy would else make a model that is never uncertain.
  ///
  /// - Parameters:
  ///   - probabilities: [picture][class]; their logarithms do for logits.
  ///   - truth: class of each picture.
  /// - Returns: what to divide the logits by, 0.05 to 20; 1 where there is no least one.
  package static func temperature(of probabilities: [[Float]], truth: [Int]) -> Double {
    precondition(probabilities.count == truth.count && !truth.isEmpty)
    let logits = probabilities.map { $0.map { log(max(Double($0), leastProbability)) } }
    var (low, high) = (range.lowerBound, range.upperBound)
    func slope(_ inverse: Double) -> Double {
      zip(logits, truth).reduce(0.0) { sum, picture in
        sum + expectedLogit(picture.0, inverseTemperature: inverse) - picture.0[picture.1]
      }
    }
    if slope(high) <= 0 { return 1 }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if slope(middle) > 0 { high = middle } else { low = middle }
    }
    return 2 / (low + high)
  }

  /// Probabilities whose logits are divided by a temperature.
  package static func apply(_ temperature: Double, to probabilities: [Float]) -> [Float] {
    softmax(
      probabilities.map { log(max(Double($0), leastProbability)) },
      inverseTemperature: 1 / temperature
    ).map(Float.init)
  }

  private static func expectedLogit(_ logits: [Double], inverseTemperature: Double) -> Double {
    zip(softmax(logits, inverseTemperature: inverseTemperature), logits)
      .reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func softmax(_ logits: [Double], inverseTemperature: Double) -> [Double] {
    let greatest = logits.max() ?? 0
    let powers = logits.map { exp(($0 - greatest) * inverseTemperature) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }
}

extension Graph {
  /// What the logits of this model have been divided by since it was trained; 1 if nothing.
  package var temperature: Double {
    metadata[TemperatureScaling.metadataKey].flatMap(Double.init) ?? 1
  }

  /// Divides the logits by a temperature, in the weights of the last layer.
  ///
  /// - Throws: `TrainingError.cannotCalibrate` where the model doesn't end in a Gemm and a Softmax.
  package mutating func divideLogits(by temperature: Double) throws {
    guard let softmax = nodes.last, softmax.opType == "Softmax",
      softmax.outputs == outputs.map(\.name),
      let gemm = nodes.last(where: { $0.outputs == [softmax.inputs[0]] }), gemm.opType == "Gemm",
      gemm.inputs.dropFirst().allSatisfy({ initializers[$0] != nil })
    else { throw TrainingError.cannotCalibrate(model: name) }
    let factor = Float(1 / temperature)
    for name in Set(gemm.inputs.dropFirst()) {
      guard let tensor = initializers[name] else { continue }
      initializers[name] = Tensor(shape: tensor.shape, values: tensor.values.map { $0 * factor })
    }
    metadata[TemperatureScaling.metadataKey] = String(
      format: "%.4f", self.temperature * temperature)
  }
}
