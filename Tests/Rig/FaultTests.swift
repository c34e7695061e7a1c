import Foundation
import Programs
import Testing

extension RigTests {
  /// Cameras that misbehave, each in its own way: `Guest/fault.sh` says how.
  @Suite struct FaultTests {
    private static let usb = ["dummy_hcd", "raw_gadget", "uvcvideo nodrop=1"]
    private static let vivid = ["vivid n_devs=1 node_types=1"]
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func run(
      _ fault: String, _ modules: [String], _ options: [String] = [],
      device: String = "/dev/video0"
    ) throws -> LiveRun {
      if modules != Self.vivid { try FaceClip.write(.astronaut, into: folder) }
      return try LiveRun(
        "fault.sh", [fault], in: folder, modules: modules, device: device, options)
    }

    /// Expects a clean end, each frame accounted for, and so many losses said.
    private func expectGoingOn(
      _ run: LiveRun, losses: Int, sourceLocation: SourceLocation = #_sourceLocation
    ) {
      #expect(run.status == 0 && run.isComplete, "\(run.said)", sourceLocation: sourceLocation)
      #expect(
        run.counts.analysed + run.counts.dropped == run.counts.captured, "\(run.counts)",
        sourceLocation: sourceLocation)
      for sentence in ["camera lost", "camera is back"] {
        let said = run.error.split(separator: "\n").filter { $0.contains(sentence) }
        #expect(said.count == losses, "\(run.error)", sourceLocation: sourceLocation)
      }
      let times = run.events.map(\.time)
      #expect(times == times.sorted(), "\(times)", sourceLocation: sourceLocation)
    }

    @Test func aHungCameraIsOpenedAgainAfterThreeSeconds() throws {
      let run = try run("hung", Self.usb, ["--pixel-format", "MJPG"])
      expectGoingOn(run, losses: 1)
      #expect(run.error.contains("camera lost, trying to open it again: /dev/video0: no frame"))
    }

    @Test(arguments: ["err", "cut", "junk"], ["MJPG", "YUYV"])
    func brokenFramesAreLeftOutAndTheOthersGoOn(_ fault: String, _ format: String) throws {
      let run = try run(fault, Self.usb, ["--pixel-format", format])
      expectGoingOn(run, losses: 0)
      // The one face of the clip, in all that was analysed: no half picture was taken for a whole.
      // Spoilt levels of a raw picture are a picture like any other.
      guard fault != "junk" || format == "MJPG" else { return }
      let without = run.events.filter { $0.faces.isEmpty }.map(\.frame)
      #expect(Double(without.count) < 0.1 * Double(run.events.count), "\(without)")
    }

    @Test func aStreamThatTheDriverGivesUpIsBegunAgain() throws {
      let run = try run("io-error", Self.vivid, ["--fps", "25"])
      expectGoingOn(run, losses: 1)
      #expect(run.error.contains("input/output error"), "\(run.error)")
    }

    @Test func timeGoesOnWhileTheDriversStampsLeapAndWrap() throws {
      let run = try run("time-stamps", Self.vivid, ["--fps", "25"])
      expectGoingOn(run, losses: 0)
      let times = run.events.map(\.time)
      #expect((times.last ?? 0) > 15, "the wrap came 16 seconds after the leap")
      let steps = zip(times, times.dropFirst()).map { $1 - $0 }
      #expect(steps.max() ?? .infinity < 10, "\(steps)")
    }

    @Test func aPictureThatHasAnotherSizeAfterAPauseIsTakenAsItIs() throws {
      let run = try run("another-size", ["v4l2loopback video_nr=10"], device: "/dev/video10")
      expectGoingOn(run, losses: 1)
      #expect(run.events.first?.width == 640 && run.events.last?.width == 320, "\(run.said)")
      #expect(run.mode?.contains("320x240") == true, "\(String(describing: run.mode))")
    }

    @Test func aBusyCameraIsRefusedByTheNameOfWhoHoldsIt() throws {
      let run = try run("busy", Self.vivid)
      #expect(run.status == 1, "\(run.said)")
      let pattern = /\/dev\/video0: in use by v4l2-ctl \(process \d+\); close that first/
      #expect(run.error.contains(pattern), "\(run.error)")
    }

    @Test func aForbiddenCameraNamesTheGroupToJoin() throws {
      let run = try run("forbidden", Self.vivid)
      #expect(run.status == 1, "\(run.said)")
      #expect(run.error.contains("sudo usermod -aG video $USER"), "\(run.error)")
    }

    @Test func aFourKCameraIsAnalysedInFullSize() throws {
      let run = try LiveRun(
        "vivid.sh", in: folder, modules: Self.vivid, device: "/dev/video0",
        ["--width", "3840", "--height", "2160", "--pixel-format", "YUYV", "--duration", "8"])
      run.report("vivid 3840x2160")
      try run.expectWholeAccount()
      #expect(run.events.allSatisfy { $0.width == 3840 && $0.height == 2160 })
    }

    @Test func fiveFramesASecondAreEnough() throws {
      let run = try LiveRun(
        "vivid.sh", in: folder, modules: Self.vivid, device: "/dev/video0",
        ["--fps", "5", "--duration", "6"])
      run.report("vivid at 5 frames a second")
      try run.expectWholeAccount()
      #expect(!run.error.contains("lost"), "\(run.error)")
    }
  }
}
