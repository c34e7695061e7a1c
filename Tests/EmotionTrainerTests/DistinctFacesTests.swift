import FaceDetection
import Imaging
import Testing
import emotion_trainer

@Suite struct DistinctFacesTests {
  private func detection(_ x: Int, _ y: Int, side: Int, score: Double) -> Detection {
    Detection(box: Rect(x: x, y: y, width: side, height: side), neighbors: 4, score: score)
  }

  @Test func aFaceSeenTwiceIsTakenWhereItWasSeenBest() {
    let face = detection(144, 108, side: 121, score: 60)
    let echo = detection(124, 130, side: 144, score: 3)
    #expect(DistinctFaces.of([echo, face]) == [face])
  }

  @Test func facesBesideEachOtherAllCountTheLargestFirst() {
    let faces = [
      detection(0, 0, side: 50, score: 90), detection(300, 9, side: 80, score: 20),
      detection(45, 0, side: 50, score: 70), detection(200, 9, side: 80, score: 30),
    ]
    #expect(DistinctFaces.of(faces).map(\.box.x) == [200, 300, 0, 45])
  }

  @Test func aWindowInsideAFaceIsNoFaceOfItsOwn() {
    let face = detection(100, 100, side: 120, score: 50)
    #expect(DistinctFaces.of([detection(140, 150, side: 40, score: 2), face]) == [face])
  }
}
