import Display
import Imaging
import Testing

@Suite struct LetterboxTests {
  @Test func aPictureFillsTheLongerWayAndIsCentred() {
    let area = Rect(x: 0, y: 0, width: 800, height: 600)
    #expect(
      Letterbox.room(width: 640, height: 360, in: area)
        == Rect(x: 0, y: 75, width: 800, height: 450))
    #expect(
      Letterbox.room(width: 100, height: 200, in: area)
        == Rect(x: 250, y: 0, width: 300, height: 600))
    #expect(Letterbox.room(width: 4, height: 3, in: area) == area)
  }

  @Test func extremeShapesKeepAtLeastAPixel() {
    let area = Rect(x: 0, y: 0, width: 100, height: 100)
    #expect(Letterbox.room(width: 10_000, height: 1, in: area).height == 1)
  }
}
