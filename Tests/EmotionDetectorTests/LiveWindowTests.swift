import Foundation
import Programs
import Testing

/// `live` with a window on a display that is slow to answer, or closes.
@Suite(.enabled(if: VirtualDisplay.isAvailable, "needs a display (Debian: xvfb)"))
struct LiveWindowTests {
  private struct Session: Decodable {
    struct Counts: Decodable {
      let analysed: Int
      let recorded: Int?
      let recorderOverflow: Int?
    }

    let ended: String?
    let counts: Counts
  }

  private struct Event: Decodable {
    let wallTime: String
  }

  private let folder: TemporaryFolder
  private let display: VirtualDisplay

  init() throws {
    folder = try TemporaryFolder()
    display = try VirtualDisplay()
  }

  private func text(_ name: String) -> String {
    (try? String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)) ?? ""
  }

  /// Starts `live` on one picture with a face, over and over.
  private func start(_ options: String...) throws -> RunningProgram {
    let pictures = "\(folder.path)/pictures"
    try FileManager.default.createDirectory(atPath: pictures, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: Samples.portrait, toPath: "\(pictures)/face.jpg")
    return try RunningProgram(
      ["live", "--source", pictures, "--loop", "--events", "\(folder.path)/events.jsonl"] + options,
      environment: display.environment)
  }

  private var eventLines: [Substring] { text("events.jsonl").split(separator: "\n") }

  @Test func aDisplayThatClosesLeavesARecordingThatIsWhole() throws {
    let program = try start("--record", "\(folder.path)/recordings")
    #expect(eventually { !program.isRunning || eventLines.count >= 20 })
    display.close()
    try #require(eventually { !program.isRunning }, "\(program.errorText)")
    #expect(program.end() == 0, "\(program.errorText)")
    #expect(program.errorText.contains("warning: the display has gone away"))
    let recordings = try FileManager.default.contentsOfDirectory(
      atPath: "\(folder.path)/recordings")
    let name = "recordings/\(try #require(recordings.first))"
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let session = try decoder.decode(Session.self, from: Data(text("\(name)/session.json").utf8))
    #expect(recordings.count == 1 && session.ended != nil)
    let played = try Program.run(["video", "\(folder.path)/\(name)/video.mkv", "--events", "-"])
    #expect(played.status == 0 && played.objects.count == session.counts.recorded, "\(session)")
    print("of \(session.counts) what was recorded plays")
    let rows = text("\(name)/faces.csv").split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).count }
    #expect(rows.count > 1 && Set(rows).count == 1, "\(rows)")
  }

  @Test func aDisplayThatDoesNotAnswerIsSaidAndTheTerminalTakesItsPlace() throws {
    display.close()
    let program = try start("--duration", "1")
    try #require(eventually { !program.isRunning }, "\(program.errorText)")
    #expect(program.end() == 0 && !eventLines.isEmpty, "\(program.errorText)")
    let sentences = program.errorText.split(separator: "\n").filter { $0.hasPrefix("warning: ") }
    #expect(sentences.count == 1, "\(program.errorText)")
    #expect(sentences.first?.contains("does not answer") == true)
    #expect(program.errorText.contains("LIVE") || program.errorText.contains("pictures  "))
  }

  @Test func framesComeOnceTheWindowIsOpenSoThatNoRecordingLacksThem() throws {
    display.suspend()
    let program = try start()
    #expect(eventually { !program.isRunning || isConnected(program) })
    let resumed = Date()
    display.resume()
    #expect(eventually { !program.isRunning || eventLines.count >= 5 })
    #expect(program.end(with: SIGTERM) == 0, "\(program.errorText)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let first = try decoder.decode(Event.self, from: Data(try #require(eventLines.first).utf8))
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    // Events tell milliseconds.
    #expect(try style.parse(first.wallTime) >= resumed - 0.001)
  }

  /// Whether a program has a connection: `live` has none but to its display.
  private func isConnected(_ program: RunningProgram) -> Bool {
    let links = "/proc/\(program.processIdentifier)/fd"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: links)) ?? []
    return names.contains { name in
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(links)/\(name)")
      return target?.hasPrefix("socket:") ?? false
    }
  }
}
