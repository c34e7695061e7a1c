import Foundation
import Programs
import Testing

extension RigTests {
  /// The daemon beside a USB camera that comes late, goes, and comes again.
  @Suite struct DaemonInRigTests {
    @Test func aCameraIsWaitedForAndLetGoOfInAPause() throws {
      let folder = try TemporaryFolder()
      try FaceClip.write(.astronaut, into: folder)
      let outcome = try Rig.run(
        "daemon.sh", in: folder, modules: ["dummy_hcd", "raw_gadget", "uvcvideo nodrop=1"],
        [Program.executable])
      let said = try String(contentsOfFile: "\(folder.path)/error", encoding: .utf8)
      #expect(outcome.status == 0, "\(outcome.output)\(said)")
      let states = outcome.objects.compactMap { $0["status"] as? [String: Any] }
      #expect(
        states.compactMap { $0["state"] as? String } == [
          "waiting", "running", "waiting", "running", "running", "running",
        ], "\(outcome.output)")
      let source = states.last?["source"] as? String ?? ""
      #expect(source.hasPrefix("/dev/video"), "\(source)")
      #expect(outcome.outputLines.contains("free"), "\(outcome.output)")
    }
  }
}
