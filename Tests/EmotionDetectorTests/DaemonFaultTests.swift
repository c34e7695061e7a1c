import Foundation
import Programs
import Testing

/// What the daemon does when what it needs fails for a while.
@Suite struct DaemonFaultTests {
  @Test(.enabled(if: SmallDisk.isAvailable, "needs a mount in a name space of its own"))
  func aFullDiskEndsARecordingThatPlaysAndAnotherBeginsOnceThereIsRoom() throws {
    let daemon = try RunningDaemon(
      """
      events: {socket: "FOLDER/e"}
      recording: {folder: "FOLDER/disk/kept", when: face, before_seconds: 0, privacy: box}
      """, by: SmallDisk.prefix(at: "FOLDER/disk"),
      prepare: {
        try FileManager.default.createDirectory(
          atPath: "\($0.path)/disk", withIntermediateDirectories: true)
      })
    let disk = SmallDisk.path(of: "\(daemon.folder.path)/disk", for: daemon.program)
    let reader = try SocketClient(daemon.events)
    #expect(eventually { Self.videoBytes(in: disk).contains { $0 > 4096 } })
    try SmallDisk.fill(disk)
    #expect(eventually { daemon.program.errorText.contains("No space left on device") })
    // Longer than the first rests: it was tried again.
    let failed = try Self.time(of: reader)
    while try Self.time(of: reader) < failed + 8 {}
    #expect(try daemon.ask("status").status == 0)
    #expect(daemon.program.errorText.components(separatedBy: "error:").count == 2)
    #expect(Self.videoBytes(in: disk).count == 1, "nothing is left of what was tried")
    #expect(try Self.frames(in: disk) == [true])
    SmallDisk.empty(disk)
    #expect(eventually { daemon.program.errorText.contains("recording works again") })
    #expect(try daemon.ask("pause").status == 0)
    #expect(try Self.frames(in: disk) == [true, true])
    #expect(daemon.program.errorText.components(separatedBy: "error:").count == 2)
    #expect(daemon.program.end(with: SIGTERM) == 0)
  }

  @Test func theWatchdogIsNotFedWhileTheAnalyserStalls() throws {
    let daemon = try RunningDaemon(
      "analysis: {model: \"FOLDER/slow.onnx\"}",
      prepare: { _ = try $0.file("slow.onnx", TestModel.slowBytes()) })
    var stalled = 0.0
    var analysed = 0
    let isDone = try eventually(within: 300) {
      let signs = daemon.manager.messages.count { $0 == "WATCHDOG=1" }
      let status = try daemon.status()
      analysed = try #require(status["analysed"] as? Int)
      #expect(signs <= analysed, "a sign of life for each frame at most")
      if analysed == 0 { stalled = try #require(status["uptime_seconds"] as? Double) }
      return analysed > 0
    }
    #expect(isDone)
    // The daemon answered all the time, and its signs of life were due every tenth of a second.
    #expect(stalled > 0.5)
    #expect(eventually { daemon.manager.messages.contains("WATCHDOG=1") })
    #expect(daemon.program.isRunning)
  }

  /// The sizes of all videos.
  private static func videoBytes(in disk: String) -> [Int] {
    videos(in: disk).compactMap {
      try? FileManager.default.attributesOfItem(atPath: $0)[.size] as? Int
    }
  }

  private static func videos(in disk: String) -> [String] {
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: "\(disk)/kept")) ?? []
    return folders.sorted().map { "\(disk)/kept/\($0)/video.mkv" }
  }

  /// Whether each video can be played and has frames.
  private static func frames(in disk: String) throws -> [Bool] {
    try videos(in: disk).map {
      let outcome = try Program.run(["video", $0, "--events", "-"])
      return outcome.status == 0 && !outcome.objects.isEmpty
    }
  }

  /// The next event's time in the stream, in seconds.
  private static func time(of reader: SocketClient) throws -> Double {
    let line = try #require(reader.line())
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    return try #require(object?["time"] as? Double)
  }
}
