import Foundation

/// How good a classifier's probabilities are on labelled pictures.
package struct Evaluation: Sendable {
  /// One class' figures.
  package struct ClassResult: Codable, Sendable, Equatable {
    /// Share of the pictures given this class that are of it, 0...1; 0 where none was.
    package let precision: Double
    /// Share of the class' pictures that were given it, 0...1.
    package let recall: Double
    /// Pictures of the class.
    package let support: Int

    /// Harmonic mean of precision and recall.
    var f1: Double {
      precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
    }
  }

  package let labels: [String]
  /// [picture][class].
  package let probabilities: [[Float]]
  /// Class of each picture.
  package let truth: [Int]
  /// Counts, [truth][prediction].
  package let confusion: [[Int]]
  /// Mean cross-entropy in nats.
  package let loss: Double
  /// Expected calibration error (Naeini et al. 2015): mean distance of confidence and accuracy in
  /// 15 bins of equal width, weighted by their pictures.
  package let expectedCalibrationError: Double

  /// - Parameters:
  ///   - probabilities: [picture][class].
  ///   - truth: class of each picture.
  package init(labels: [String], probabilities: [[Float]], truth: [Int]) {
    precondition(probabilities.count == truth.count && !truth.isEmpty)
    var confusion = [[Int]](
      repeating: [Int](repeating: 0, count: labels.count), count: labels.count)
    var lossSum = 0.0
    var bins = [(confidence: Double, correct: Int, count: Int)](repeating: (0, 0, 0), count: 15)
    for (row, label) in zip(probabilities, truth) {
      let (prediction, confidence) = Self.answer(row)
      confusion[label][prediction] += 1
      lossSum -= log(max(Double(row[label]), 1e-12))
      let bin = min(14, Int(confidence * 15))
      bins[bin].confidence += Double(confidence)
      bins[bin].correct += prediction == label ? 1 : 0
      bins[bin].count += 1
    }
    self.labels = labels
    self.probabilities = probabilities
    self.truth = truth
    self.confusion = confusion
    loss = lossSum / Double(truth.count)
    expectedCalibrationError =
      bins.reduce(0) { $0 + abs($1.confidence - Double($1.correct)) } / Double(truth.count)
  }

  /// The class of the greatest probability, and that.
  private static func answer(_ probabilities: [Float]) -> (label: Int, confidence: Float) {
    let confidence = probabilities.max() ?? 0
    return (probabilities.firstIndex(of: confidence) ?? 0, confidence)
  }

  /// The same with all logits divided by a temperature; only the confidence differs.
  package func cooled(by temperature: Double) -> Evaluation {
    Evaluation(
      labels: labels,
      probabilities: probabilities.map { TemperatureScaling.apply(temperature, to: $0) },
      truth: truth)
  }

  /// A picture whose answer is not its label.
  package struct Mistake: Sendable, Equatable {
    /// Its position among the pictures.
    package let picture: Int
    /// The class it was given, an index into the labels, and how sure that was, 0...1.
    package let answer: Int
    package let confidence: Float

    package init(picture: Int, answer: Int, confidence: Float) {
      self.picture = picture
      self.answer = answer
      self.confidence = confidence
    }
  }

  /// The wrong answers to pictures of a class, the surest first.
  package func surestMistakes(of label: Int) -> [Mistake] {
    truth.indices.filter { truth[$0] == label }.compactMap { picture -> Mistake? in
      let (answer, confidence) = Self.answer(probabilities[picture])
      return answer == label
        ? nil : Mistake(picture: picture, answer: answer, confidence: confidence)
    }.sorted { ($1.confidence, $0.picture) < ($0.confidence, $1.picture) }
  }

  /// Share of pictures classified right, 0...1.
  package var accuracy: Double {
    let total = confusion.reduce(0) { $0 + $1.reduce(0, +) }
    return Double(confusion.indices.reduce(0) { $0 + confusion[$1][$1] }) / Double(total)
  }

  /// Mean of the classes' F1.
  package var macroF1: Double {
    classes.reduce(0) { $0 + $1.f1 } / Double(labels.count)
  }

  /// The classes' figures, in the order of the labels.
  package var classes: [ClassResult] {
    labels.indices.map { index in
      let predicted = confusion.reduce(0) { $0 + $1[index] }
      let support = confusion[index].reduce(0, +)
      let right = Double(confusion[index][index])
      return ClassResult(
        precision: predicted > 0 ? right / Double(predicted) : 0,
        recall: support > 0 ? right / Double(support) : 0, support: support)
    }
  }
}
