import Overlay
import Testing

@Suite struct StatusLineTests {
  @Test func recordingTimeIsShownAsAClock() {
    #expect(StatusLine.clock(.zero) == "00:00")
    #expect(StatusLine.clock(.milliseconds(83_900)) == "01:23")
    #expect(StatusLine.clock(.seconds(3723)) == "1:02:03")
    #expect(StatusLine.clock(.seconds(-1)) == "00:00")
  }

  @Test func figuresShrinkToWhatMattersMost() {
    let status = OverlayStatus(
      mode: .live, framesPerSecond: 29.97, analysesPerSecond: 14.2,
      latency: .microseconds(45_600), droppedFrames: 3)
    #expect(
      StatusLine.figures(of: status) == [
        "30 fps   analysis 14/s   46 ms   3 dropped", "30 fps   46 ms   3 dropped",
        "30 fps   3 dropped",
      ])
  }

  @Test func unknownFiguresAreLeftOut() {
    #expect(StatusLine.figures(of: OverlayStatus(mode: .paused)) == ["", "", ""])
    let status = OverlayStatus(mode: .live, framesPerSecond: .nan)
    #expect(StatusLine.figures(of: status).first == "- fps")
  }
}
