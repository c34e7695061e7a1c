import Foundation
import Programs
import Testing

@Suite struct CommandLineTests {
  @Test func helpAndVersionGoToStandardOutput() throws {
    for arguments in [["--help"], ["help", "live"], ["--version"], ["video", "--help"]] {
      let outcome = try Program.run(arguments)
      #expect(outcome.status == 0 && !outcome.output.isEmpty && outcome.error.isEmpty)
    }
  }

  @Test(arguments: [
    ["nonsense"], ["image"], ["detect"], ["detect", "x.png", "--scale-factor", "1"],
    ["detect", "x.png", "--min-neighbors", "-1"], ["image", "x.png", "--threads", "0"],
    ["image", "x.png", "--min-face", "0"], ["image", "x.png", "--labels", "a,,b"],
    ["image", "x.png", "--input-range", "0..2"],
    ["live", "--collect", "x"], ["live", "--collect-class", "a"],
    ["live", "--collect", "x", "--collect-class", "a,,b"],
    ["live", "--collect", "x", "--collect-class", "a,a"],
    ["live", "--collect", "x", "--collect-class", "a/b"],
    ["live", "--collect", "x", "--collect-class", "..,b"],
    ["live", "--collect", "x", "--collect-class", "1,2,3,4,5,6,7,8,9,10"],
    ["live", "--collect", "x", "--collect-class", "a", "--no-window"],
    ["live", "--control", "Brightness"], ["live", "--control", "=1"],
    ["live", "--source", "x.mp4", "--control", "Brightness=1"],
    ["live", "--device", "a", "--device", "b", "--source", "x.mp4"],
  ])
  func wrongUsageIsToldWithStatus64(_ arguments: [String]) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.status == 64 && !outcome.hasCrashed)
    #expect(outcome.output.isEmpty && outcome.error.contains("Error:"), "\(outcome.error)")
  }

  @Test func aDataFolderThatIsNoneIsUnusableConfiguration() throws {
    let outcome = try Program.run(
      ["detect", Samples.astronaut], environment: ["EMOTION_DETECTOR_DATA": "/nonexistent"])
    #expect(outcome.status == 78)
    #expect(outcome.errorLines.count == 1 && outcome.error.contains("EMOTION_DETECTOR_DATA"))
  }

  @Test func aClosedPipeEndsTheProgramQuietly() throws {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    // `true` reads nothing: the first write finds the pipe closed, or soon will.
    shell.arguments =
      [
        "-c", "{ \"$0\" detect --json \"$@\" 2>&3; echo $? >&3; } 3>&2 | true",
        Program.executable,
      ] + Array(repeating: Samples.astronaut, count: 20)
    let folder = try TemporaryFolder()
    let error = try folder.emptyFile("error")
    shell.standardError = try FileHandle(forWritingTo: error)
    try shell.run()
    shell.waitUntilExit()
    let text = String(decoding: try Data(contentsOf: error), as: UTF8.self)
    #expect(text == "0\n")
  }

  @Test func devicesIsAJSONObjectWithOrWithoutCameras() throws {
    let outcome = try Program.run(["devices", "--json"])
    #expect(outcome.status == 0)
    let object =
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect(object?["cameras"] is [Any])
  }
}
