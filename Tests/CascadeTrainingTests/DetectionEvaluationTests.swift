import CascadeTraining
import FaceDetection
import Imaging
import Testing

@Suite struct DetectionEvaluationTests {
  private func detection(_ x: Int, score: Double, side: Int = 50) -> Detection {
    Detection(box: Rect(x: x, y: 0, width: side, height: side), neighbors: 3, score: score)
  }

  private func face(_ x: Int) -> Rect { Rect(x: x, y: 0, width: 50, height: 50) }

  @Test func aCurveCountsFacesOnceAndLeavesOutTheIgnored() {
    var evaluation = DetectionEvaluation()
    // Two on one face: the second is a false alarm. One on an ignored face: neither.
    evaluation.add(
      [
        detection(0, score: 9), detection(5, score: 8), detection(200, score: 7),
        detection(400, score: 3),
      ], counted: [face(0), face(1000)], ignored: [face(200)])
    evaluation.add([detection(0, score: 5)], counted: [face(10)], ignored: [])
    let curve = evaluation.curve()
    #expect(curve.map(\.score) == [9, 8, 5, 3])
    #expect(curve.map(\.falseAlarms) == [0, 0.5, 0.5, 1])
    let third = 1.0 / 3
    #expect(curve.map(\.found) == [third, third, 2 * third, 2 * third])
    #expect(evaluation.found(atFalseAlarms: 0) == 1.0 / 3)
    #expect(evaluation.found(atFalseAlarms: 0.5) == 2.0 / 3)
    #expect(evaluation.pictureCount == 2 && evaluation.faceCount == 3)
  }

  @Test func anOverlapOfLessThanHalfIsAFalseAlarm() {
    var evaluation = DetectionEvaluation()
    evaluation.add(
      [detection(0, score: 2), detection(300, score: 1, side: 70)],
      counted: [face(18), face(305)], ignored: [])
    // 32 of 68 columns in common; 50x50 of 70x70.
    #expect(evaluation.curve().map(\.found) == [0, 0.5])
  }

  @Test func aDetectorDoesNotDifferFromItselfAndDoesFromAWorseOne() {
    var (good, bad) = (DetectionEvaluation(), DetectionEvaluation())
    for picture in 0..<40 {
      good.add([detection(0, score: 1)], counted: [face(0)], ignored: [])
      bad.add(
        picture % 2 == 0 ? [detection(0, score: 1)] : [], counted: [face(0)], ignored: [])
    }
    let same = good.difference(from: good, atFalseAlarms: 0.5)
    #expect(same.mean == 0 && same.interval == 0...0)
    let other = good.difference(from: bad, atFalseAlarms: 0.5)
    #expect(other.mean == 0.5 && other.interval.contains(0.5))
    #expect(other.interval.lowerBound > 0.25 && other.interval.upperBound < 0.75)
  }

  @Test func picturesThatAreTurnedKeepTheirFacesUnderTheirSquares() {
    let image = Scenes.face(side: 30, in: 120, seed: 1)
    let turned = image.rotated(byDegrees: 90)
    for y in 5..<115 {
      for x in 5..<115 {
        let difference = Int(turned[x: x, y: y]) - Int(image[x: y, y: 119 - x])
        #expect(abs(difference) <= 1, "\(x) \(y)")
      }
    }
    // What is at the top goes to the right.
    let square = Rect(x: 50, y: 10, width: 20, height: 20)
    #expect(
      image.rotated(square, byDegrees: 90) == Rect(x: 90, y: 50, width: 20, height: 20))
  }
}
