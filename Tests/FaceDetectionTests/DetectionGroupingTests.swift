import FaceDetection
import Imaging
import Testing

@Suite struct DetectionGroupingTests {
  private func window(_ x: Int, _ y: Int, _ side: Int, score: Double = 1) -> Detection {
    Detection(box: Rect(x: x, y: y, width: side, height: side), neighbors: 1, score: score)
  }

  @Test func similarWindowsBecomeTheirMeanWithScoresAdded() {
    let windows = [window(10, 10, 50, score: 2), window(13, 11, 50), window(12, 12, 53)]
    let groups = DetectionGrouping.groups(of: windows, minNeighbors: 2)
    #expect(
      groups == [
        Detection(
          box: Rect(x: 12, y: 11, width: 51, height: 51),
          centroid: Rect(x: 11, y: 11, width: 51, height: 51), neighbors: 3, score: 4)
      ])
  }

  @Test func aWindowThatPassedByAHairDoesNotMoveTheCentroid() throws {
    let clear = (0..<4).map { window(100 + $0, 100, 60, score: 3) }
    let edge = window(110, 104, 62, score: 0.01)
    let before = try #require(DetectionGrouping.groups(of: clear, minNeighbors: 1).first)
    let after = try #require(DetectionGrouping.groups(of: clear + [edge], minNeighbors: 1).first)
    #expect(after.box != before.box)
    #expect(after.centroid == before.centroid)
  }

  @Test func windowsThatAllPassedByNothingCountAlike() {
    let windows = (0..<4).map { window(100 + 2 * $0, 100, 60, score: 0) }
    let groups = DetectionGrouping.groups(of: windows, minNeighbors: 1)
    #expect(groups.map(\.centroid) == groups.map(\.box))
    #expect(groups.count == 1)
  }

  @Test func asManyWindowsAsNeighborsAreTooFew() {
    let windows = [window(10, 10, 50), window(13, 11, 50), window(12, 12, 53)]
    #expect(DetectionGrouping.groups(of: windows, minNeighbors: 3).isEmpty)
  }

  @Test func windowsAreJoinedByWayOfOthers() {
    let chain = (0..<6).map { window(100 - $0 * 8, 10, 50) }
    #expect(DetectionGrouping.groups(of: chain, minNeighbors: 1).map(\.neighbors) == [6])
    let broken = chain.filter { $0.box.x != 84 }
    #expect(
      DetectionGrouping.groups(of: broken, minNeighbors: 1).map(\.neighbors).sorted() == [2, 3])
  }

  @Test func aWeakFaceInsideAStrongOneIsLeftOut() {
    let large = (0..<6).map { window(100 + $0, 100, 100) }
    let small = (0..<4).map { window(130 + $0, 130, 40) }
    let groups = DetectionGrouping.groups(of: large + small, minNeighbors: 2)
    #expect(groups.map(\.neighbors) == [6])
    let elsewhere = (0..<4).map { window(330 + $0, 130, 40) }
    #expect(DetectionGrouping.groups(of: large + elsewhere, minNeighbors: 2).count == 2)
  }

  @Test func noWindowsAreNoFaces() {
    #expect(DetectionGrouping.groups(of: [], minNeighbors: 1).isEmpty)
  }
}
