import EmotionRecognition
import Graphics
import Imaging
import Overlay
import Testing

@Suite struct OverlayRendererTests {
  private let renderer = OverlayRenderer()
  private let status = OverlayStatus(
    mode: .live, recordingTime: .seconds(83), framesPerSecond: 29.97, analysesPerSecond: 14.2,
    latency: .milliseconds(46), droppedFrames: 3, message: "saved snapshot to /tmp/a.png",
    notice: "waiting for camera")

  @Test func withOverlayOffAndNoStatusEveryPixelKeepsItsValue() throws {
    let source = patterned(320, 180)
    var image = source
    let options = OverlayOptions(showsOverlay: false)
    try renderer.draw(crowd(320, 180, count: 4), options: options, on: &image)
    #expect(image == source)
  }

  @Test func aPictureWithoutFacesKeepsEveryPixel() throws {
    let source = patterned(320, 180)
    var image = source
    try renderer.draw(analysis(320, 180, []), on: &image)
    try renderer.draw(nil, on: &image)
    #expect(image == source)
  }

  @Test func onlyTheSurroundingsOfAFaceChange() throws {
    let source = patterned(640, 480)
    var image = source
    let box = Rect(x: 250, y: 200, width: 100, height: 100)
    try renderer.draw(analysis(640, 480, [face(1, box)]), on: &image)
    let changed = try #require(changedArea(source, image))
    #expect(changed.contains(box))
    #expect(Rect(x: 120, y: 160, width: 360, height: 200).contains(changed), "\(changed)")
  }

  @Test func theMiddleOfAFaceStaysVisible() throws {
    let source = patterned(640, 480)
    var image = source
    let box = Rect(x: 250, y: 200, width: 100, height: 100)
    try renderer.draw(analysis(640, 480, [face(1, box)]), on: &image)
    for y in 220..<280 {
      for x in 270..<330 {
        let start = (y * 640 + x) * 4
        #expect(image.bytes[start..<start + 4] == source.bytes[start..<start + 4])
      }
    }
  }

  @Test func theSameInputGivesTheSamePixels() throws {
    let source = patterned(641, 363)
    var images = [source, source]
    for index in images.indices {
      try renderer.draw(
        crowd(641, 363, count: 20), status: status, options: OverlayOptions(showsHelp: true),
        on: &images[index])
    }
    #expect(images[0] == images[1])
    #expect(images[0] != source)
  }

  @Test(arguments: [
    (1, 1), (2, 9), (9, 2), (40, 30), (33, 500), (500, 33), (320, 180), (321, 239), (1280, 719),
  ])
  func everySizeCanBeDrawnOn(width: Int, height: Int) throws {
    let faces = [
      face(1, Rect(x: 0, y: 0, width: width, height: height)),
      face(2, Rect(x: -20, y: -30, width: 60, height: 60), leading: nil),
      face(3, Rect(x: width - 7, y: height - 5, width: 80, height: 90), leading: 5),
      face(4, Rect(x: width + 5, y: 0, width: 10, height: 10)),
      face(5, Rect(x: width / 2, y: height / 2, width: 1, height: 1), leading: 0),
    ]
    var image = patterned(width, height)
    try renderer.draw(
      analysis(width, height, faces), status: status, options: OverlayOptions(showsHelp: true),
      on: &image)
    #expect(stride(from: 3, to: image.bytes.count, by: 4).allSatisfy { image.bytes[$0] == 255 })
  }

  @Test func boxesOfAnotherPictureSizeAreScaled() throws {
    let source = patterned(640, 480)
    let small = analysis(320, 240, [face(1, Rect(x: 125, y: 100, width: 50, height: 50))])
    let full = analysis(640, 480, [face(1, Rect(x: 250, y: 200, width: 100, height: 100))])
    var (a, b) = (source, source)
    try renderer.draw(small, on: &a)
    try renderer.draw(full, on: &b)
    #expect(a == b)
    #expect(a != source)
  }

  @Test func labelsAndBarsCanBeLeftOut() throws {
    let source = patterned(640, 480)
    let box = Rect(x: 250, y: 200, width: 100, height: 100)
    var image = source
    try renderer.draw(
      analysis(640, 480, [face(1, box)]),
      options: OverlayOptions(showsLabels: false, showsBars: false), on: &image)
    #expect(changedArea(source, image).map(box.contains) == true)
  }

  @Test func withOverlayOffTheMarksRemainAndTheFiguresGo() throws {
    let source = patterned(640, 480)
    var image = source
    let status = OverlayStatus(mode: .paused, framesPerSecond: 30, droppedFrames: 0)
    try renderer.draw(
      crowd(640, 480, count: 2), status: status, options: OverlayOptions(showsOverlay: false),
      on: &image)
    let changed = try #require(changedArea(source, image))
    #expect(Rect(x: 0, y: 0, width: 200, height: 60).contains(changed), "\(changed)")
  }

  @Test func everyModeLooksDifferent() throws {
    var seen: Set<[UInt8]> = []
    let modes: [OverlayStatus.Mode] = [.live, .paused, .demo, .file("clip.mp4")]
    for mode in modes {
      for recordingTime: Duration? in [nil, .seconds(5)] {
        var image = ColorImage(width: 320, height: 180)
        let status = OverlayStatus(mode: mode, recordingTime: recordingTime)
        try renderer.draw(nil, status: status, on: &image)
        seen.insert(image.bytes)
      }
    }
    #expect(seen.count == 2 * modes.count)
  }
}
