/// Learns from a teacher's probabilities beside the labels (Hinton et al., "Distilling the
/// Knowledge in a Neural Network", 2015): `(1 - share) loss + share T² CE(p, q)`, with the teacher's
/// probabilities p and the student's q both at temperature T.
package struct Distillation: Sendable {
  private let share: Float
  private let temperature: Float

  /// - Parameters:
  ///   - share: of the loss that is the teacher's, 0 to 1.
  ///   - temperature: what logits are divided by, over 0; above 1 the teacher's second thoughts
  ///     count for more.
  package init(share: Float, temperature: Float) {
    precondition((0...1).contains(share) && temperature > 0, "\(share) at \(temperature)")
    self.share = share
    self.temperature = temperature
  }

  /// Blends the teacher's part into a batch's loss and gradient.
  ///
  /// - Parameters:
  ///   - logits: the student's, [batch, classes].
  ///   - teacher: the teacher's probabilities, [batch][classes].
  ///   - result: what the labels' loss came to.
  ///   - gradient: of the mean loss by the logits; same shape.
  package func callAsFunction(
    _ logits: FeatureMap, teacher: [[Float]], result: inout SoftmaxCrossEntropy.Result,
    gradient: FeatureMap
  ) {
    let (classes, batch) = (logits.shape.channels, logits.batch)
    precondition(
      teacher.count == batch && teacher.allSatisfy { $0.count == classes },
      "\(teacher.count) lessons for \(batch) pictures")
    var lossSum = 0.0
    let scale = share * temperature / Float(batch)
    for picture in 0..<batch {
      let wanted = TemperatureScaling.apply(Double(temperature), to: teacher[picture])
      let softmax = Softmax((0..<classes).map { logits.picture(picture)[$0] / temperature })
      let slopes = gradient.picture(picture)
      for index in 0..<classes {
        lossSum -= Double(wanted[index]) * softmax.logProbability(index)
        slopes[index] =
          (1 - share) * slopes[index] + scale * (softmax.probabilities[index] - wanted[index])
      }
    }
    result.lossSum =
      Double(1 - share) * result.lossSum + Double(share * temperature * temperature) * lossSum
  }
}
