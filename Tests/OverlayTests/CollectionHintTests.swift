import Imaging
import Overlay
import Testing

@Suite struct CollectionHintTests {
  private let status = OverlayStatus(
    mode: .live, collection: [.init(name: "happy", count: 12), .init(name: "bored", count: 0)])

  @Test func theLineNamesEveryKeyWithItsClassAndCount() {
    #expect(CollectionHint.text(of: status) == "collecting: press 1 happy (12), 2 bored (0)")
    #expect(CollectionHint.text(of: OverlayStatus(mode: .live)) == nil)
  }

  @Test func theLineStaysWithTheOverlaySwitchedOff() throws {
    let options = OverlayOptions(showsOverlay: false)
    var (without, with) = (patterned(640, 480), patterned(640, 480))
    try OverlayRenderer().draw(
      nil, status: OverlayStatus(mode: .live), options: options, on: &without)
    try OverlayRenderer().draw(nil, status: status, options: options, on: &with)
    let changed = try #require(changedArea(without, with))
    #expect(changed.y > 400 && changed.width > 200, "\(changed)")
  }

  @Test func aMessageStandsAboveTheLine() throws {
    var told = status
    told.message = "saved 13 in happy"
    var (without, with) = (patterned(640, 480), patterned(640, 480))
    try OverlayRenderer().draw(nil, status: status, on: &without)
    try OverlayRenderer().draw(nil, status: told, on: &with)
    let line = try #require(changedArea(patterned(640, 480), without, below: 100))
    let message = try #require(changedArea(without, with))
    #expect(message.maxY < line.y, "\(message) \(line)")
  }

  @Test func theHelpNamesTheDigitsWhileTheyDoSomething() throws {
    let options = OverlayOptions(showsHelp: true)
    var (without, with) = (patterned(640, 480), patterned(640, 480))
    try OverlayRenderer().draw(
      nil, status: OverlayStatus(mode: .live), options: options, on: &without)
    try OverlayRenderer().draw(nil, status: status, options: options, on: &with)
    let usual = try #require(changedArea(patterned(640, 480), without, below: 60))
    let longer = try #require(changedArea(patterned(640, 480), with, below: 60))
    #expect(longer.height > usual.height)
  }
}

/// As `changedArea(_:_:)`, but of the rows from `top` on only.
private func changedArea(_ a: ColorImage, _ b: ColorImage, below top: Int) -> Rect? {
  var b = b
  let bytes = top * a.width * 4
  b.bytes.replaceSubrange(0..<bytes, with: a.bytes[0..<bytes])
  return changedArea(a, b)
}
