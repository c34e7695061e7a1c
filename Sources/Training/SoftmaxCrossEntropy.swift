import Foundation

/// Softmax and categorical cross-entropy together: `-Σ target ln p`, and its slope `p - target`.
package struct SoftmaxCrossEntropy: Sendable {
  private let smoothing: Float

  /// - Parameter smoothing: share of the target that is spread evenly over all classes (Szegedy et
  ///   al. 2016), 0 to less than 1; the label has the rest.
  package init(smoothing: Float = 0) {
    precondition((0..<1).contains(smoothing), "smoothing \(smoothing)")
    self.smoothing = smoothing
  }

  /// What a batch came to.
  package struct Result: Sendable {
    /// Sum of the pictures' losses in nats.
    package var lossSum: Double
    /// Pictures whose greatest probability is their label's.
    package var correct: Int
    /// Probabilities, [batch][classes].
    package var probabilities: [[Float]]
  }

  /// - Parameters:
  ///   - logits: [batch, classes].
  ///   - labels: class of each picture of the batch.
  ///   - gradient: becomes the slope of the mean loss by the logits; same shape.
  package func callAsFunction(
    _ logits: FeatureMap, labels: [Int], gradient: FeatureMap?
  ) -> Result {
    let (classes, batch) = (logits.shape.channels, logits.batch)
    precondition(labels.count == batch, "\(labels.count) labels for \(batch) pictures")
    var result = Result(lossSum: 0, correct: 0, probabilities: [])
    for picture in 0..<batch {
      let scores = (0..<classes).map { logits.picture(picture)[$0] }
      let greatest = scores.max() ?? 0
      let exponentials = scores.map { exp($0 - greatest) }
      let sum = exponentials.reduce(0, +)
      let probabilities = exponentials.map { $0 / sum }
      let label = labels[picture]
      let targets = (0..<classes).map {
        ($0 == label ? 1 - smoothing : 0) + smoothing / Float(classes)
      }
      let logarithm = log(Double(sum))
      for (score, target) in zip(scores, targets) where target > 0 {
        result.lossSum -= Double(target) * (Double(score - greatest) - logarithm)
      }
      if probabilities.firstIndex(of: probabilities.max() ?? 0) == label { result.correct += 1 }
      if let gradient {
        for index in 0..<classes {
          gradient.picture(picture)[index] =
            (probabilities[index] - targets[index]) / Float(batch)
        }
      }
      result.probabilities.append(probabilities)
    }
    return result
  }
}
