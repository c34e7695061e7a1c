import Programs
import Testing

extension RigTests {
  /// vivid: the kernel's own test camera, which shows a test pattern.
  @Suite struct VividTests {
    @Test func everyFrameOfYUYVIsAccountedFor() throws {
      let run = try LiveRun(
        "vivid.sh", in: TemporaryFolder(), modules: ["vivid n_devs=1 node_types=1"],
        device: "/dev/video0", ["--pixel-format", "YUYV", "--duration", "5"])
      run.report("vivid YUYV")
      try run.expectWholeAccount()
    }
  }
}
