import Foundation
import Programs
import Testing

extension RigTests {
  /// Cameras that go and come back.
  @Suite struct ReconnectTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func lines(_ run: LiveRun, _ part: String) -> [Substring] {
      run.error.split(separator: "\n").filter { $0.contains(part) }
    }

    @Test func aCameraThatComesBackUnderAnotherNumberIsFoundAndEverythingGoesOn() throws {
      try FaceClip.write(.astronaut, into: folder)
      let run = try LiveRun(
        "replug.sh", in: folder, modules: ["dummy_hcd", "raw_gadget", "uvcvideo nodrop=1"],
        device: "/dev/video0", ["--pixel-format", "MJPG", "--record", "\(folder.path)/recordings"])
      #expect(run.status == 0 && run.isComplete, "\(run.said)")
      #expect(lines(run, "camera lost").count == 1, "\(run.error)")
      #expect(lines(run, "camera is back") == ["notice: camera is back: /dev/video1"])
      #expect(run.counts.analysed + run.counts.dropped == run.counts.captured, "\(run.counts)")
      print(run.said.split(separator: "\n").filter { $0.hasSuffix(" ms") }.joined(separator: ", "))
      // Frames and their times go on, and so does the recording.
      let times = run.events.map(\.time)
      #expect(
        times == times.sorted() && run.events.map(\.frame) == run.events.map(\.frame).sorted())
      let recordings = try FileManager.default.contentsOfDirectory(
        atPath: "\(folder.path)/recordings")
      #expect(recordings.count == 1, "\(recordings)")
    }

    @Test func fiftyTimesUnpluggedItHoldsNoMoreThanAfterTen() throws {
      let run = try LiveRun(
        "cycles.sh", ["50"], in: folder, modules: ["vivid n_devs=1 node_types=1"],
        device: "/dev/video0", ["--fps", "25"], seconds: 500)
      #expect(run.status == 0 && run.isComplete, "\(run.said)")
      #expect(lines(run, "camera lost").count == 50 && lines(run, "camera is back").count == 50)
      #expect(run.counts.analysed + run.counts.dropped == run.counts.captured, "\(run.counts)")
      let held = try String(contentsOfFile: "\(folder.path)/held", encoding: .utf8)
        .split(separator: "\n").map { $0.split(separator: " ").compactMap { Int($0) } }
      try #require(held.count == 50, "\(held)")
      let (tenth, last) = (held[9], held[49])
      print("cycle, descriptors, threads, KiB: \(tenth) and \(last)")
      #expect(last[1] <= tenth[1] && last[2] <= tenth[2])
      #expect(last[3] - tenth[3] <= 2048, "\(held.map { $0[3] })")
    }
  }
}
