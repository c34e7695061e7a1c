import Foundation
import Programs
import Testing
import Video

extension RigTests {
  /// The driver of nearly all webcams, uvcvideo, over an emulated USB camera.
  @Suite struct USBCameraTests {
    private static let modules = ["dummy_hcd", "raw_gadget", "uvcvideo nodrop=1"]
    private let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
      try FaceClip.write(.astronaut, into: folder)
    }

    @Test func aFaceIsFoundInMJPEG() throws {
      let run = try LiveRun(
        "usb.sh", in: folder, modules: Self.modules, device: "/dev/video0",
        ["--pixel-format", "MJPG", "--duration", "5"])
      run.report("uvcvideo MJPG")
      try run.expectWholeAccount()
      let found = run.events.filter { $0.faces.contains(where: \.detected) }
      #expect(Double(found.count) >= 0.9 * Double(run.events.count))
    }

    @Test func theMetadataNodeIsNoSecondCamera() throws {
      let outcome = try Rig.run(
        "usb.sh", in: folder, modules: Self.modules, [Program.path(of: "camera-probe"), "list"])
      let output = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/output"))
      let list = try JSONDecoder().decode(CameraList.self, from: output)
      #expect(outcome.status == 0 && list.unreadable.isEmpty, "\(outcome.output)")
      #expect(list.cameras.map(\.path) == ["/dev/video0"] && list.cameras[0].driver == "uvcvideo")
      #expect(Set(list.cameras[0].formats.map(\.pixelFormat)) == [.mjpeg, .yuyv])
    }

    @Test func pulledOutInAnalysisItIsSaidInOneSentenceAndTheProgramStillEndsWhenTold() throws {
      let run = try LiveRun(
        "unplug.sh", in: folder, modules: Self.modules, device: "/dev/video0",
        ["--pixel-format", "MJPG"])
      #expect(run.status == 0 && run.isComplete, "\(run.said)")
      #expect(run.counts.analysed + run.counts.dropped == run.counts.captured, "\(run.counts)")
      let sentences = run.error.split(separator: "\n").filter { $0.contains("disconnected") }
      #expect(
        sentences == [
          "warning: camera lost, trying to open it again: /dev/video0: the camera was disconnected; "
            + "plug it in again"
        ], "\(run.said)")
    }
  }
}
