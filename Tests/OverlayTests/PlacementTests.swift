import EmotionRecognition
import Graphics
import Imaging
import Overlay
import Testing

@Suite struct PlacementTests {
  /// The rooms of all chips and panels of a scene.
  private func rooms(
    _ analysis: FrameAnalysis, taken: [Rect] = []
  ) throws -> (chips: [Rect], bars: [Rect]) {
    var image = ColorImage(width: analysis.width, height: analysis.height)
    var rooms: (chips: [Rect], bars: [Rect]) = ([], [])
    try Canvas.draw(on: &image) { canvas in
      let layout = FaceLayout(
        analysis, options: OverlayOptions(), scale: OverlayScale(canvas.bounds), taken: taken,
        on: canvas)
      rooms = (layout.chipRooms, layout.barRooms)
    }
    return rooms
  }

  @Test(arguments: [(320, 180), (640, 480), (1280, 720), (3840, 2160), (241, 797)])
  func chipsAndBarsStayInThePicture(width: Int, height: Int) throws {
    let side = height / 3
    let places = [
      (0, 0), (width - side, 0), (0, height - side), (width - side, height - side),
      (-side / 2, height / 3), (width - side / 2, height / 3), (width / 3, -side / 2),
    ]
    for (x, y) in places {
      let box = Rect(x: x, y: y, width: side, height: side)
      let rooms = try rooms(analysis(width, height, [face(1, box)]))
      let picture = Rect(x: 0, y: 0, width: width, height: height)
      #expect(rooms.chips.count == 1, "\(box)")
      for room in rooms.chips + rooms.bars { #expect(picture.contains(room), "\(room)") }
    }
  }

  @Test(arguments: [2, 10, 20])
  func whatStandsAtNeighbouringFacesDoesNotOverlap(count: Int) throws {
    let scene = crowd(1280, 720, count: count)
    let rooms = try rooms(scene)
    #expect(rooms.chips.count == count)
    let all = rooms.chips + rooms.bars
    for (index, room) in all.enumerated() {
      for other in all[(index + 1)...] {
        #expect(room.intersection(other).isEmpty, "\(room) and \(other)")
      }
    }
  }

  @Test func facesSideBySideHaveLabelsSideBySide() throws {
    let faces = [
      face(1, Rect(x: 200, y: 200, width: 60, height: 60)),
      face(2, Rect(x: 262, y: 203, width: 60, height: 60), leading: 6),
    ]
    let chips = try rooms(analysis(640, 480, faces)).chips
    #expect(chips.count == 2)
    #expect(chips[0].intersection(chips[1]).isEmpty)
  }

  @Test func labelsKeepClearOfTheStatusLine() throws {
    let status = Rect(x: 0, y: 0, width: 640, height: 40)
    let box = Rect(x: 200, y: 45, width: 120, height: 120)
    let rooms = try rooms(analysis(640, 480, [face(1, box)]), taken: [status])
    #expect(rooms.chips.count == 1)
    for room in rooms.chips + rooms.bars { #expect(room.intersection(status).isEmpty) }
  }

  @Test func aFaceThatFillsThePictureStillHasItsLabel() throws {
    let box = Rect(x: 0, y: 0, width: 640, height: 480)
    let chips = try rooms(analysis(640, 480, [face(1, box)])).chips
    #expect(chips.count == 1)
    #expect(chips.allSatisfy { box.contains($0) })
  }

  @Test func aFaceThatWasNotClassifiedHasNoLabel() throws {
    let bare = FaceObservation(
      id: 1, box: Rect(x: 50, y: 50, width: 80, height: 80), detected: true, score: 1)
    let rooms = try rooms(analysis(320, 240, [bare]))
    #expect(rooms.chips.isEmpty && rooms.bars.isEmpty)
  }

  @Test func thePlaceWithTheLeastCoverWins() {
    let picture = Rect(x: 0, y: 0, width: 100, height: 100)
    let taken = Rect(x: 0, y: 0, width: 50, height: 100)
    let placement = Placement(bounds: picture, taken: [taken], faces: [])
    let nowhere = Rect(x: 0, y: 0, width: 0, height: 0)
    let candidates = [10, 40, 60, 70].map { Rect(x: $0, y: 10, width: 20, height: 10) }
    let best = placement.best(of: candidates, own: nowhere)
    #expect(best?.room == candidates[2])
    #expect(best?.crowding == 0)
    #expect(
      placement.best(of: [Rect(x: 0, y: 0, width: 101, height: 1)], own: nowhere) == nil)
  }

  @Test func textAtAFaceKeepsItsSizeWhileTheBoxTrembles() {
    let scale = OverlayScale(Rect(x: 0, y: 0, width: 1280, height: 720))
    let sizes = (20...400).map {
      scale.faceFontSize(Rect(x: 0, y: 0, width: $0, height: $0))
    }
    #expect(Set(sizes).count <= 6, "\(Set(sizes).sorted())")
    #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(sizes.first == scale.smallestFontSize)
  }
}
