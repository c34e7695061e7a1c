/// Softmax and categorical cross-entropy together: `-w Σ target ln p`, and its slope
/// `w (p - target)`.
///
/// A picture's weight `w` is `Σ target * weight of the class`. That is Keras' `class_weight` for one
/// class a picture; where there are several, Keras takes the weight of the greatest share.
package struct SoftmaxCrossEntropy: Sendable {
  private let smoothing: Float
  private let classWeights: [Float]?

  /// - Parameters:
  ///   - smoothing: share of the target that is spread evenly over all classes (Szegedy et al.
  ///     2016), 0 to less than 1; the label has the rest. Weights go by the target before it.
  ///   - classWeights: of each class, 0 or more; nil where each picture counts once.
  package init(smoothing: Float = 0, classWeights: [Float]? = nil) {
    precondition((0..<1).contains(smoothing), "smoothing \(smoothing)")
    precondition(classWeights?.allSatisfy { $0 >= 0 } ?? true, "\(classWeights ?? [])")
    self.smoothing = smoothing
    self.classWeights = classWeights
  }

  /// What a batch came to.
  package struct Result: Sendable {
    /// Sum of the pictures' weighted losses in nats.
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
    precondition(
      classWeights == nil || classWeights?.count == classes,
      "\(classWeights?.count ?? 0) weights for \(classes) classes")
    var result = Result(lossSum: 0, correct: 0, probabilities: [])
    for picture in 0..<batch {
      let softmax = Softmax((0..<classes).map { logits.picture(picture)[$0] })
      let probabilities = softmax.probabilities
      let target = targets[picture].map { $0 * (1 - smoothing) + smoothing / Float(classes) }
      let weight = self.weight(targets[picture])
      for (index, target) in target.enumerated() where target > 0 {
        result.lossSum -= Double(weight * target) * softmax.logProbability(index)
      }
      if Self.greatest(probabilities) == Self.greatest(target) { result.correct += 1 }
      if let gradient {
        for index in 0..<classes {
          gradient.picture(picture)[index] =
            weight * (probabilities[index] - target[index]) / Float(batch)
        }
      }
      result.probabilities.append(probabilities)
    }
    return result
  }

  private func weight(_ target: [Float]) -> Float {
    guard let classWeights else { return 1 }
    return zip(target, classWeights).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func greatest(_ values: [Float]) -> Int? {
    values.firstIndex(of: values.max() ?? 0)
  }
}
