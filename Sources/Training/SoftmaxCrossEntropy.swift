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
    /// Pictures whose greatest probability is of the class with the greatest share.
    package var correct: Int
    /// Probabilities, [batch][classes].
    package var probabilities: [[Float]]
  }

  /// The loss where each picture is of one class.
  ///
  /// - Parameter labels: class of each picture of the batch.
  package func callAsFunction(
    _ logits: FeatureMap, labels: [Int], gradient: FeatureMap?
  ) -> Result {
    let classes = logits.shape.channels
    return self(
      logits, targets: labels.map { label in (0..<classes).map { $0 == label ? 1 : 0 } },
      gradient: gradient)
  }

  /// - Parameters:
  ///   - logits: [batch, classes].
  ///   - targets: [batch][classes], each picture's share of each class; they add up to 1.
  ///   - gradient: becomes the slope of the mean loss by the logits; same shape.
  package func callAsFunction(
    _ logits: FeatureMap, targets: [[Float]], gradient: FeatureMap?
  ) -> Result {
    let (classes, batch) = (logits.shape.channels, logits.batch)
    precondition(
      targets.count == batch && targets.allSatisfy { $0.count == classes },
      "\(targets.count) targets for \(batch) pictures")
    var result = Result(lossSum: 0, correct: 0, probabilities: [])
    for picture in 0..<batch {
      let scores = (0..<classes).map { logits.picture(picture)[$0] }
      let greatest = scores.max() ?? 0
      let exponentials = scores.map { exp($0 - greatest) }
      let sum = exponentials.reduce(0, +)
      let probabilities = exponentials.map { $0 / sum }
      let target = targets[picture].map { $0 * (1 - smoothing) + smoothing / Float(classes) }
      let logarithm = log(Double(sum))
      for (score, target) in zip(scores, target) where target > 0 {
        result.lossSum -= Double(target) * (Double(score - greatest) - logarithm)
      }
      if Self.greatest(probabilities) == Self.greatest(target) { result.correct += 1 }
      if let gradient {
        for index in 0..<classes {
          gradient.picture(picture)[index] =
            (probabilities[index] - target[index]) / Float(batch)
        }
      }
      result.probabilities.append(probabilities)
    }
    return result
  }

  private static func greatest(_ values: [Float]) -> Int? {
    values.firstIndex(of: values.max() ?? 0)
  }
}
