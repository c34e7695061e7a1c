import Daemon
import Foundation
import Logging
import Pipeline
import Programs
import Testing

@Suite struct EventOutputTests {
  private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// An output that takes a line only when it is let, and fails when it is told to.
  private final class Gate: EventOutput, @unchecked Sendable {
    // Unchecked: `lines` is used under `lock`.
    struct Broken: Error {}

    let permission = DispatchSemaphore(value: 0)
    private let lock = NSLock()
    private var lines: [String] = []
    private let isBroken: Bool

    init(isBroken: Bool = false) { self.isBroken = isBroken }

    var written: [String] { lock.withLock { lines } }

    func write(_ text: String) throws {
      permission.wait()
      if isBroken { throw Broken() }
      lock.withLock { lines.append(text) }
    }

    func close() {}
  }

  @Test func aSlowOutputLosesLinesAndHoldsNobodyUp() {
    let gate = Gate()
    let output = QueuedOutput("slow", to: gate, limit: 10, log: log)
    output.put("first")
    // The thread has taken it and waits.
    for number in 0..<100 { output.put("\(number)") }
    let dropped = output.counts.dropped
    #expect((90...91).contains(dropped))
    for _ in 0..<101 { gate.permission.signal() }
    output.finish(atMost: .seconds(60))
    #expect(output.counts.lines == 101 - dropped && gate.written.first == "first")
    #expect(gate.written.dropFirst().prefix(9) == (0..<9).map { "\($0)" }[...])
  }

  @Test func anOutputThatBreaksCountsWhatItLoses() {
    let gate = Gate(isBroken: true)
    let output = QueuedOutput("broken", to: gate, limit: 10, log: log)
    for _ in 0..<5 { output.put("x") }
    for _ in 0..<5 { gate.permission.signal() }
    output.finish(atMost: .seconds(60))
    #expect(output.counts == (0, 5))
  }

  @Test func aFullFileAndANewDayBeginANewFile() throws {
    let folder = try TemporaryFolder()
    var time = Date(timeIntervalSince1970: 86400 * 20_000 + 86_300)
    nonisolated(unsafe) let clock = { time }
    let file = try RotatingEventFile(
      folder: "\(folder.path)/new", rotateBytes: 100, rotateDaily: true, clock: { clock() })
    let line = String(repeating: "x", count: 39) + "\n"
    for _ in 0..<3 { try file.write(line) }
    time += 200
    for _ in 0..<2 { try file.write(line) }
    file.close()
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/new").sorted()
    #expect(
      names == [
        "events-2024-10-04T23-58-20Z-2.jsonl", "events-2024-10-04T23-58-20Z.jsonl",
        "events-2024-10-05T00-01-40Z.jsonl",
      ])
    let sizes = try names.map { name in
      let path = "\(folder.path)/new/\(name)"
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      return attributes[.size] as? Int
    }
    #expect(sizes == [40, 80, 80])
  }

  @Test func everyOutputGetsEachEventAndAReloadKeepsWhatIsTheSame() throws {
    let folder = try TemporaryFolder()
    nonisolated(unsafe) var published: [[UInt8]] = []
    let events = EventFanOut(log: log, teller: MQTTTeller(log: log)) { published.append($0) }
    var settings = EventSettings()
    settings.folder = "\(folder.path)/a"
    settings.socket = "somewhere"
    try events.apply(settings)
    events.write(SmallFrames.analysis(1), source: "s", wallTime: Date())
    settings.onlyFaces = true
    try events.apply(settings)
    events.write(SmallFrames.analysis(2), source: "s", wallTime: Date())
    settings.onlyFaces = false
    try events.apply(settings)
    events.write(SmallFrames.analysis(3), source: "s", wallTime: Date())
    events.finish()
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/a")
    #expect(names.count == 1)
    let text = try String(contentsOfFile: "\(folder.path)/a/\(names[0])", encoding: .utf8)
    #expect(text == published.map { String(decoding: $0, as: UTF8.self) }.joined())
    #expect(text.split(separator: "\n").count == 2)
  }
}
