import Foundation
import Programs
import Testing

extension RigTests {
  /// What keeps a working camera from giving the pictures that were wished for: uvcvideo over a
  /// camera that exposes long in the dark, whose shutter is closed, that has no room for raw pictures.
  @Suite struct ConditionTests {
    private let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
      try FaceClip.write(.astronaut, into: folder)
      try FaceClip.writeBlack(into: folder)
    }

    private func run(_ condition: String, _ options: String...) throws -> LiveRun {
      let run = try LiveRun(
        "fault.sh", [condition], in: folder,
        modules: ["dummy_hcd", "raw_gadget", "uvcvideo nodrop=1"], device: "/dev/video0", options)
      #expect(run.status == 0 && run.isComplete, "\(run.said)")
      #expect(run.counts.analysed + run.counts.dropped == run.counts.captured, "\(run.counts)")
      return run
    }

    private func warnings(_ run: LiveRun) -> [Substring] {
      run.error.split(separator: "\n").filter { $0.hasPrefix("warning: ") }
    }

    @Test func aLongExposureInTheDarkIsSaidOnceAndWhatIsAdvisedKeepsTheRate() throws {
      let dark = try run("dark", "--pixel-format", "MJPG")
      let sentences = warnings(dark)
      #expect(
        sentences == [
          "warning: /dev/video0: in this light the camera exposes too long for its 30 frames a "
            + "second; more light, or `--control 'Exposure, Dynamic Framerate=off'` for darker "
            + "pictures, keeps the rate"
        ])
      let advice = try #require(sentences.first?.firstMatch(of: /--control '(.*)'/)?.1)
      let kept = try run("dark-but-set", "--pixel-format", "MJPG", "--control", String(advice))
      #expect(warnings(kept).isEmpty, "\(kept.said)")
      let set = try String(contentsOfFile: "\(folder.path)/camera", encoding: .utf8)
      #expect(set.hasPrefix("exposure priority is 0\n"), "\(set)")
      dark.report("uvcvideo in the dark")
      kept.report("uvcvideo in the dark, its rate kept")
    }

    @Test func aClosedShutterIsSaidOnceAndShownForAsLongAsItIsClosed() throws {
      let run = try run("shutter", "--pixel-format", "MJPG")
      #expect(
        warnings(run) == ["warning: /dev/video0: the shutter is closed; open it to be seen"])
      let states = run.error.split(separator: "\n").filter { $0.hasPrefix("LIVE") }
        .map { $0.contains("the camera's shutter is closed") }
      // Before the first frame nothing is known; then closed, then open, and that for good.
      let closed = try #require(states.firstIndex(of: true), "\(run.error)")
      let opened = try #require(states[closed...].firstIndex(of: false), "\(run.error)")
      #expect(!states[opened...].contains(true), "\(run.error)")
      #expect(run.events.first?.faces.isEmpty == true && run.events.last?.faces.isEmpty == false)
    }

    @Test func whereTheBusHasNoRoomForRawPicturesMJPEGIsTakenAndThatIsSaid() throws {
      let run = try run("no-room")
      #expect(
        warnings(run) == [
          "warning: /dev/video0: the USB bus has no room for YUYV 640x480 at 30 fps; it is MJPG "
            + "640x480 at 30 fps instead"
        ])
      #expect(run.mode?.hasPrefix("MJPG") == true, "\(String(describing: run.mode))")
      let found = run.events.filter { $0.faces.contains(where: \.detected) }
      #expect(Double(found.count) >= 0.9 * Double(run.events.count))
    }
  }
}
