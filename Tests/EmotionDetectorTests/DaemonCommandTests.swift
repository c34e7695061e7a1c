import Foundation
import Programs
import Testing

/// The daemon as a service manager and its clients see it.
@Suite struct DaemonCommandTests {
  @Test func theManagerIsToldOfEveryChange() throws {
    let daemon = try RunningDaemon()
    #expect(eventually { daemon.manager.messages.contains("WATCHDOG=1") })
    #expect(eventually { daemon.manager.messages.contains { $0.hasSuffix("1 face") } })
    daemon.program.send(SIGHUP)
    #expect(
      eventually {
        let messages = daemon.manager.messages
        let start = messages.firstIndex { $0.hasPrefix("RELOADING=1\nMONOTONIC_USEC=") }
        return start.map { messages[$0...].contains { $0.hasPrefix("READY=1") } } ?? false
      })
    #expect(daemon.program.end(with: SIGTERM) == 0)
    #expect(daemon.manager.messages.last == "STOPPING=1")
  }

  @Test func aReloadLosesNoClientAndARefusedOneChangesNothing() throws {
    let more = "events: {socket: \"FOLDER/e\"}"
    let daemon = try RunningDaemon(more)
    let reader = try SocketClient(daemon.events)
    #expect(reader.line() != nil)
    try daemon.configure(more + "\nmetrics: {prot: 1}")
    let refused = try daemon.ask("reload")
    #expect(refused.status == 1)
    #expect(
      refused.errorLines.first?.hasSuffix(
        "daemon.yaml:4: metrics.prot: unknown key; did you mean metrics.port?") ?? false,
      "\(refused.error)")
    #expect(reader.line() != nil)
    try daemon.configure(more + "\nanalysis: {min_neighbors: 4, fps: 200}")
    #expect(try daemon.ask("reload").status == 0)
    var numbers: [Int] = []
    for _ in 0..<20 {
      let line = try #require(reader.line())
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      numbers.append(try #require(object?["frame"] as? Int))
    }
    #expect(numbers == numbers.sorted() && Set(numbers).count == 20)
    #expect(daemon.program.end(with: SIGTERM) == 0)
  }

  @Test func aPauseClosesTheSourceAndNumbersGoOnAfterIt() throws {
    let daemon = try RunningDaemon("events: {socket: \"FOLDER/e\"}")
    let reader = try SocketClient(daemon.events)
    #expect(reader.line() != nil)
    #expect(try daemon.ask("pause").status == 0)
    var status = try daemon.status()
    #expect(status["state"] as? String == "paused" && status["source"] as? String == "none")
    let analysed = try #require(status["analysed"] as? Int)
    #expect(analysed > 0)
    #expect(try daemon.ask("resume").status == 0)
    #expect(try eventually { try daemon.status()["analysed"] as? Int ?? 0 > analysed + 3 })
    status = try daemon.status()
    #expect(status["state"] as? String == "running")
    #expect(daemon.program.end(with: SIGTERM) == 0)
  }

  @Test func withoutAFolderNoPictureIsKept() throws {
    let daemon = try RunningDaemon()
    for command in ["record", "snapshot"] {
      let outcome = try daemon.ask(command)
      #expect(outcome.status == 1 && outcome.error.contains("set recording.folder"))
    }
    #expect(daemon.program.end(with: SIGTERM) == 0)
  }

  @Test(arguments: ["box", "events-only"])
  func recordingsKeepOnlyWhatPrivacyAllows(privacy: String) throws {
    let daemon = try RunningDaemon(
      "recording: {folder: \"FOLDER/kept\", before_seconds: 0, privacy: \(privacy)}")
    #expect(try eventually { try daemon.status()["faces"] as? Int == 1 })
    #expect(try daemon.ask("record").status == 0)
    #expect(try eventually { try daemon.status()["recording"] is String })
    let path = try #require(try daemon.status()["recording"] as? String)
    let snapshot = try daemon.ask("snapshot")
    #expect(snapshot.status == (privacy == "box" ? 0 : 1))
    #expect(try daemon.ask("record", "--stop").status == 0)
    #expect(try eventually { try !(daemon.status()["recording"] is String) })
    #expect(daemon.program.end(with: SIGTERM) == 0)
    let files = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    let video = privacy == "box" ? ["video.mkv"] : []
    #expect(files == ["faces.csv", "session.json", "snapshots"] + video)
    for file in files where file != "snapshots" {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(file)")
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
    }
    guard privacy == "box" else { return }
    // Nobody is found in what was kept.
    let picture = try #require(snapshot.outputLines.first.map(String.init))
    let found = try Program.run(["detect", picture, "--json"])
    #expect((found.objects.first?["faces"] as? [Any])?.isEmpty ?? false)
    let rows = try String(contentsOfFile: "\(path)/faces.csv", encoding: .utf8)
    #expect(rows.split(separator: "\n").count > 1)
  }

  @Test func mistakesAreNamedAndEndWithStatus78() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("d.yaml", "events:\n  foldr: x\nsource:\n  file: /nowhere\n")
    for options in [["--check-config"], []] {
      let outcome = try Program.run(["daemon", "--config", file] + options)
      #expect(outcome.status == 78 && outcome.output == "")
      #expect(
        outcome.errorLines == [
          "\(file):2: events.foldr: unknown key; did you mean events.folder?",
          "\(file):4: source.file is no file or folder that can be read: /nowhere",
        ])
    }
  }

  @Test func thePrintedConfigurationHasNoMistakes() throws {
    let printed = try Program.run(
      ["daemon", "--print-config", "--analysis-fps", "7", "--set", "metrics.port=9000"])
    #expect(printed.status == 0 && printed.output.contains("\n  fps: 7.0\n"))
    let folder = try TemporaryFolder()
    let file = try folder.file("d.yaml", printed.output)
    let checked = try Program.run(["daemon", "--config", file, "--check-config"])
    #expect(checked.status == 0 && checked.output == "\(file): no mistakes\n")
  }

  @Test func anEndedFileEndsTheDaemon() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: Samples.astronaut, toPath: "\(folder.path)/a.png")
    let outcome = try Program.run([
      "daemon", "--source", folder.path, "--events", "-",
      "--set", "control.socket=\(folder.path)/c",
    ])
    #expect(outcome.status == 0 && outcome.objects.count == 1, "\(outcome.error)")
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/c"))
  }
}
