import FaceDetection
import Foundation
import Imaging
import Pictures
import Testing

/// A face that is put into pictures where the tests want it.
@Suite struct FaceSearchTests {
  /// A stream's detector and tracker together.
  private struct Stream {
    var search: FaceSearch
    var tracker = FaceTracker(confirmationHits: 3, certainScore: 50)
    let parameters = DetectionParameters(minSize: 30)

    init(_ mode: FaceSearch.Mode = .tracking, threads: Int = 1) throws {
      let cascade = try Cascade(
        contentsOf: GoldenPictures.root.appending(path: "cascades/frontalface.xml").path)
      search = FaceSearch(CascadeClassifier(cascade, threads: threads), mode: mode)
    }

    mutating func take(_ image: GrayImage, at time: Duration) -> [TrackedFace] {
      let found = search.faces(in: image, parameters, expectedBy: tracker, at: time)
      return tracker.update(with: found, at: time)
    }
  }

  private let face: GrayImage

  init() throws {
    let portrait = try Picture.readGray(
      GoldenPictures.root.appending(path: "Tests/Fixtures/samples/grace_hopper.jpg").path)
    face = GoldenPictures.part(Rect(x: 110, y: 50, width: 310, height: 358), of: portrait)
      .resized(width: 130, height: 150)
  }

  /// A gray picture with the face at some places.
  private func picture(_ places: [(Int, Int)], width: Int = 400, height: Int = 300) -> GrayImage {
    var image = GrayImage(width: width, height: height, filledWith: 90)
    for (left, top) in places {
      for y in 0..<face.height {
        for x in 0..<face.width { image[x: left + x, y: top + y] = face[x: x, y: y] }
      }
    }
    return image
  }

  private func time(_ frame: Int) -> Duration { .seconds(Double(frame) / 30) }

  @Test(arguments: 1...3) func aMovingFaceIsFollowedAsByWholeScans(threads: Int) throws {
    var (partial, whole) = (try Stream(threads: threads), try Stream(.fullScan))
    for frame in 0..<30 {
      let image = picture([(20 + 5 * frame, 60 + 2 * frame)])
      let (found, expected) = (
        partial.take(image, at: time(frame)), whole.take(image, at: time(frame))
      )
      #expect(whole.search.hasScannedAll)
      #expect(partial.search.hasScannedAll == (frame == 0), "frame \(frame)")
      #expect(found.map(\.id) == [1] && expected.map(\.id) == [1])
      let (one, other) = (try #require(found.first), try #require(expected.first))
      #expect(one.detected && one.box.intersectionOverUnion(other.box) > 0.9, "frame \(frame)")
      #expect(abs(one.score / other.score - 1) < 0.2, "frame \(frame)")
    }
  }

  @Test(arguments: 0..<8) func aNewFaceIsSoonShown(delay: Int) throws {
    var stream = try Stream()
    for frame in 0...(4 + delay) { _ = stream.take(picture([(10, 20)]), at: time(frame)) }
    var shown: Int?
    for frame in 0..<30 where shown == nil {
      let faces = stream.take(picture([(10, 20), (250, 100)]), at: time(5 + delay + frame))
      if faces.count == 2 { shown = frame }
      #expect(!stream.search.hasScannedAll)
    }
    // A third of a second, the frames that confirm it included.
    #expect(shown.map { $0 <= 10 } == true, "\(String(describing: shown))")
  }

  @Test func aFaceIsShownWhereNoneWas() throws {
    var stream = try Stream()
    for frame in 0..<10 { #expect(stream.take(picture([]), at: time(frame)).isEmpty) }
    let counts = (10..<21).map { stream.take(picture([(200, 80)]), at: time($0)).count }
    #expect(counts.last == 1)
  }

  @Test func aFaceThatJumpsIsFoundInTheSameFrame() throws {
    var stream = try Stream()
    for frame in 0..<5 { _ = stream.take(picture([(10, 20)]), at: time(frame)) }
    #expect(!stream.search.hasScannedAll)
    let shown = stream.take(picture([(250, 100)]), at: time(5))
    #expect(stream.search.hasScannedAll)
    #expect(shown.contains { $0.detected && $0.box.x > 240 })
  }

  @Test func aFaceThatIsGoneCostsOneWholeScan() throws {
    var stream = try Stream()
    for frame in 0..<5 { _ = stream.take(picture([(150, 80)]), at: time(frame)) }
    let scans = (5..<40).filter {
      _ = stream.take(picture([]), at: time($0))
      return stream.search.hasScannedAll
    }
    #expect(scans == [5])
  }

  @Test func aFaceHiddenForAMomentKeepsItsID() throws {
    var stream = try Stream()
    for frame in 0..<5 { _ = stream.take(picture([(150, 80)]), at: time(frame)) }
    for frame in 5..<9 { _ = stream.take(picture([]), at: time(frame)) }
    // A third of a face away, where a face just found would not be looked for.
    let shown = stream.take(picture([(190, 100)]), at: time(9))
    #expect(shown.map(\.id) == [1] && shown.map(\.detected) == [true])
    #expect(!stream.search.hasScannedAll)
  }

  @Test func aNewBeginningAndANewSizeAreScannedAsAWhole() throws {
    var stream = try Stream()
    for frame in 0..<5 { _ = stream.take(picture([(150, 80)]), at: time(frame)) }
    _ = stream.take(picture([(150, 80)]), at: .zero)
    #expect(stream.search.hasScannedAll)
    _ = stream.take(picture([(150, 80)]), at: time(1))
    #expect(!stream.search.hasScannedAll)
    _ = stream.take(picture([(150, 80)], width: 320, height: 240), at: time(2))
    #expect(stream.search.hasScannedAll)
  }
}
