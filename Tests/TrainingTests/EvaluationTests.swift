import Foundation
import Testing
import Training

@Suite struct EvaluationTests {
  @Test func figuresFollowFromTheConfusion() {
    let evaluation = Evaluation(
      labels: ["a", "b"], probabilities: [[0.9, 0.1], [0.6, 0.4], [0.2, 0.8], [0.7, 0.3]],
      truth: [0, 0, 1, 1])
    #expect(evaluation.confusion == [[2, 0], [1, 1]])
    #expect(evaluation.accuracy == 0.75)
    #expect(evaluation.classes[0].recall == 1)
    #expect(abs(evaluation.classes[0].precision - 2.0 / 3) < 1e-9)
    #expect(abs(evaluation.macroF1 - (0.8 + 2.0 / 3) / 2) < 1e-9)
    let loss = -(log(0.9) + log(0.6) + log(0.8) + log(0.3)) / 4
    #expect(abs(evaluation.loss - loss) < 1e-6)
  }

  @Test func theSurestMistakesComeFirst() {
    let evaluation = Evaluation(
      labels: ["a", "b"],
      probabilities: [[0.4, 0.6], [0.9, 0.1], [0.2, 0.8], [0.4, 0.6], [0.7, 0.3]],
      truth: [0, 0, 0, 0, 1])
    #expect(
      evaluation.surestMistakes(of: 0) == [
        .init(picture: 2, answer: 1, confidence: 0.8),
        .init(picture: 0, answer: 1, confidence: 0.6),
        .init(picture: 3, answer: 1, confidence: 0.6),
      ])
    #expect(
      evaluation.surestMistakes(of: 1) == [.init(picture: 4, answer: 0, confidence: 0.7)])
  }

  @Test func aClassifierThatIsAsRightAsItIsSureIsCalibrated() {
    let sure = Evaluation(
      labels: ["a", "b"], probabilities: [[Float]](repeating: [0.75, 0.25], count: 4),
      truth: [0, 0, 0, 1])
    #expect(sure.expectedCalibrationError < 1e-6)
    let wrong = Evaluation(
      labels: ["a", "b"], probabilities: [[Float]](repeating: [1, 0], count: 4),
      truth: [1, 1, 1, 1])
    #expect(wrong.expectedCalibrationError == 1)
  }
}
