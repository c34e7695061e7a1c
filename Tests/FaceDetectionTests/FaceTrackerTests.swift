import FaceDetection
import Foundation
import Imaging
import Testing

@Suite struct FaceTrackerTests {
  private func face(_ x: Int, _ y: Int = 100, side: Int = 80, score: Double = 1) -> Detection {
    Detection(
      box: Rect(x: x, y: y, width: side, height: side), neighbors: 5, score: score)
  }

  /// Time of a frame at 25 a second.
  private func time(_ frame: Int) -> Duration { .milliseconds(40 * frame) }

  @Test func aSinglePictureShowsEveryDetectionAsItIs() {
    var tracker = FaceTracker()
    let found = [face(10), face(200, score: 7), face(400, side: 33)]
    let shown = tracker.update(with: found, at: .zero)
    #expect(shown.map(\.id) == [1, 2, 3])
    #expect(shown.map(\.box) == found.map(\.box))
    #expect(shown.map(\.score) == [1, 7, 1])
    #expect(shown.map(\.detected) == [true, true, true])
  }

  @Test func aMovingFaceKeepsItsID() {
    var tracker = FaceTracker()
    for frame in 0..<50 {
      let shown = tracker.update(with: [face(frame * 20, side: 60 + frame)], at: time(frame))
      #expect(shown.map(\.id) == [1], "frame \(frame)")
    }
  }

  @Test func aMissedFaceIsCarriedOverAndThenDropped() {
    var tracker = FaceTracker(carryOver: .milliseconds(200))
    _ = tracker.update(with: [face(100, score: 3)], at: time(0))
    for frame in 1...5 {
      let shown = tracker.update(with: [], at: time(frame))
      #expect(
        shown == [TrackedFace(id: 1, box: face(100).box, detected: false, score: 3)],
        "frame \(frame)")
    }
    #expect(tracker.update(with: [], at: time(6)).isEmpty)
    #expect(tracker.update(with: [face(100)], at: time(7)).map(\.id) == [2])
  }

  @Test func aFaceFoundAgainInTimeKeepsItsID() {
    var tracker = FaceTracker()
    _ = tracker.update(with: [face(100)], at: time(0))
    _ = tracker.update(with: [], at: time(1))
    let shown = tracker.update(with: [face(110)], at: time(2))
    #expect(shown.map(\.id) == [1])
    #expect(shown.map(\.detected) == [true])
  }

  @Test func aFaceElsewhereIsAnotherOne() {
    var tracker = FaceTracker()
    _ = tracker.update(with: [face(0)], at: time(0))
    let shown = tracker.update(with: [face(400)], at: time(1))
    #expect(shown.map(\.id) == [1, 2])
    #expect(shown.map(\.detected) == [false, true])
  }

  @Test func aFaceOfAnotherSizeIsAnotherOne() {
    var tracker = FaceTracker(carryOver: .zero)
    _ = tracker.update(with: [face(100, side: 200)], at: time(0))
    #expect(tracker.update(with: [face(180, 180, side: 40)], at: time(1)).map(\.id) == [2])
  }

  @Test func confirmationKeepsFlickerOut() {
    var tracker = FaceTracker(confirmationHits: 2)
    for frame in 0..<10 {
      let found = frame % 2 == 0 ? [face(300)] : []
      #expect(tracker.update(with: found, at: time(frame)).isEmpty, "frame \(frame)")
    }
    #expect(tracker.update(with: [face(100)], at: time(10)).isEmpty)
    #expect(tracker.update(with: [face(101)], at: time(11)).map(\.id) == [1])
    // Once confirmed, a miss does not matter.
    #expect(tracker.update(with: [], at: time(12)).map(\.id) == [1])
  }

  @Test func aCertainDetectionIsShownAtOnceAndAWeakOneAfterSeveral() {
    var tracker = FaceTracker(confirmationHits: 3, certainScore: 50)
    let weak = face(300, score: 20)
    #expect(tracker.update(with: [face(0, score: 50), weak], at: time(0)).map(\.id) == [1])
    #expect(tracker.update(with: [face(0, score: 9), weak], at: time(1)).map(\.id) == [1])
    #expect(tracker.update(with: [face(0, score: 9), weak], at: time(2)).map(\.id) == [1, 2])
  }

  @Test func aWeakFaceBecomesCertainByOneStrongDetection() {
    var tracker = FaceTracker(confirmationHits: 10, certainScore: 50)
    #expect(tracker.update(with: [face(0, score: 49)], at: time(0)).isEmpty)
    #expect(tracker.update(with: [face(2, score: 51)], at: time(1)).map(\.id) == [1])
  }

  /// As in clips/webcam-1.mp4 from frame 1199 on.
  @Test(arguments: [(8.0, 1), (53.0, 1), (200.0, 2)])
  func aHandAtTheChinIsNoFaceUnlessItIsNearlyAsCertain(score: Double, faces: Int) {
    var tracker = FaceTracker()
    let head = Detection(
      box: Rect(x: 131, y: 88, width: 145, height: 145), neighbors: 50, score: 500)
    let hand = Detection(
      box: Rect(x: 155, y: 199, width: 94, height: 94), neighbors: 5, score: score)
    _ = tracker.update(with: [head], at: time(0))
    for frame in 1...10 {
      #expect(tracker.update(with: [head, hand], at: time(frame)).count == faces)
    }
  }

  @Test func aWeakFaceFarFromAStrongOneIsShown() {
    var tracker = FaceTracker()
    _ = tracker.update(with: [face(100, score: 500)], at: time(0))
    let shown = tracker.update(with: [face(100, score: 500), face(170, score: 8)], at: time(1))
    #expect(shown.map(\.id) == [1, 2])
  }

  @Test(arguments: [false, true]) func facesThatPassEachOtherKeepTheirIDs(hidden: Bool) {
    var tracker = FaceTracker()
    var shown: [TrackedFace] = []
    for frame in 0...40 {
      let (a, b) = (face(frame * 10, 100), face(400 - frame * 10, 110))
      // While one hides the other only one of them is found.
      let overlaps = a.box.intersectionOverUnion(b.box) > 0.5
      shown = tracker.update(with: hidden && overlaps ? [b] : [a, b], at: time(frame))
      #expect(shown.map(\.id) == [1, 2], "frame \(frame)")
    }
    #expect(abs(shown[0].box.x - 400) < 20)
    #expect(abs(shown[1].box.x - 0) < 20)
  }

  @Test func aDetectionOverAKnownFaceIsNoNewFace() {
    var tracker = FaceTracker()
    _ = tracker.update(with: [face(198, 79, side: 189)], at: time(0))
    let shown = tracker.update(
      with: [face(198, 79, side: 189), face(215, 156, side: 110)], at: time(1))
    #expect(shown.map(\.id) == [1])
  }

  @Test func jitterIsSteadiedAndMovementFollowed() {
    var tracker = FaceTracker()
    var generator = SeededGenerator(state: 1)
    var raw: [Int] = []
    var steady: [Int] = []
    for frame in 0..<200 {
      let x = 100 + Int.random(in: -2...2, using: &generator)
      raw.append(x)
      steady += tracker.update(with: [face(x)], at: time(frame)).map(\.box.x)
    }
    func travel(_ places: [Int]) -> Int {
      zip(places, places.dropFirst()).reduce(0) { $0 + abs($1.1 - $1.0) }
    }
    #expect(2 * travel(steady) < travel(raw))
    // A jump of a fifth of the face is followed at once.
    #expect(tracker.update(with: [face(120)], at: time(200)).map(\.box.x) == [120])
  }

  @Test func aFaceIsExpectedWhereItsMovementLeads() throws {
    var tracker = FaceTracker()
    for frame in 0..<20 { _ = tracker.update(with: [face(frame * 10)], at: time(frame)) }
    let expected = try #require(tracker.expectedFaces(at: time(20)).first)
    #expect(abs(expected.box.x - 200) <= 2 && expected.box.y == 100 && expected.box.width == 80)
    // Later, it may be farther away and of another size.
    let later = try #require(tracker.expectedFaces(at: time(25)).first)
    #expect(later.reach > expected.reach && later.ratio > expected.ratio)
    #expect(abs(later.box.x - 250) <= 6)
  }

  @Test func aMissedFaceIsExpectedWhereverItCouldGoOn() throws {
    var tracker = FaceTracker()
    _ = tracker.update(with: [face(100)], at: time(0))
    _ = tracker.update(with: [], at: time(1))
    let expected = try #require(tracker.expectedFaces(at: time(2)).first)
    #expect(expected.reach > 0.89 && expected.ratio >= 2)
  }

  @Test func onlyAConfirmedFaceThatWasThereIsLost() {
    var tracker = FaceTracker(confirmationHits: 2)
    _ = tracker.update(with: [face(100)], at: time(0))
    #expect(!tracker.losesFace(with: [], at: time(1)))
    _ = tracker.update(with: [face(100)], at: time(1))
    #expect(tracker.losesFace(with: [], at: time(2)))
    #expect(tracker.losesFace(with: [face(400)], at: time(2)))
    #expect(!tracker.losesFace(with: [face(110), face(400)], at: time(2)))
    _ = tracker.update(with: [], at: time(2))
    #expect(!tracker.losesFace(with: [], at: time(3)))
  }

  @Test func aClockThatGoesBackKeepsFacesButNotForever() {
    var tracker = FaceTracker(carryOver: .milliseconds(100))
    _ = tracker.update(with: [face(100)], at: .seconds(60))
    let shown = tracker.update(with: [], at: .zero)
    #expect(shown.map(\.detected) == [false])
    #expect(tracker.update(with: [face(102)], at: time(1)).map(\.id) == [1])
    #expect(tracker.update(with: [], at: time(10)).isEmpty)
  }

  /// Boxes that OpenCV finds in a clip of one face.
  private struct Clip: Decodable {
    var frameRate: Double
    var entries: [[[Int]]]
  }

  @Test(arguments: [1, 2]) func theFaceOfTheSmileClipKeepsOneID(hits: Int) throws {
    let clip = try JSONDecoder().decode(Clip.self, from: GoldenPictures.fixture("smile.json"))
    var tracker = FaceTracker(confirmationHits: hits)
    for (frame, boxes) in clip.entries.enumerated() {
      let found = boxes.map {
        Detection(
          box: Rect(x: $0[0], y: $0[1], width: $0[2], height: $0[3]), neighbors: 4, score: 1)
      }
      let shown = tracker.update(with: found, at: .seconds(Double(frame) / clip.frameRate))
      #expect(shown.map(\.id) == (frame + 1 < hits ? [] : [1]), "frame \(frame)")
    }
  }
}
