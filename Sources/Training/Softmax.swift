import Foundation

/// The softmax of one picture's scores, with its logarithm kept exact where a probability is tiny.
struct Softmax {
  /// `exp(score - greatest) / sum of exp(score - greatest)`; they add up to 1.
  let probabilities: [Float]
  private let differences: [Float]
  private let logarithm: Double

  init(_ scores: [Float]) {
    let greatest = scores.max() ?? 0
    differences = scores.map { $0 - greatest }
    let exponentials = differences.map { exp($0) }
    let sum = exponentials.reduce(0, +)
    probabilities = exponentials.map { $0 / sum }
    logarithm = log(Double(sum))
  }

  /// The logarithm of a class' probability.
  func logProbability(_ index: Int) -> Double { Double(differences[index]) - logarithm }
}
