import Foundation
import Programs

/// A run of `live` in the guest, with what the program and the kernel have left behind.
struct LiveRun {
  /// What `session.json` counts.
  struct Counts: Decodable {
    let captured: Int
    let analysed: Int
    let dropped: Int
  }

  /// From a frame's capture to its event, in milliseconds, as `session.json` has it.
  struct Latency: Decodable {
    let median: Double
    let p95: Double
  }

  private struct Session: Decodable {
    let ended: String?
    let counts: Counts
    let latencyMilliseconds: Latency?
    let mode: String?
  }

  let status: Int32
  /// What the guest and the program said, for messages.
  let said: String
  /// The program's standard error.
  let error: String
  let events: [LiveEvent]
  let counts: Counts
  let latency: Latency?
  /// The capture mode in the end.
  let mode: String?
  /// Whether the session's record was completed.
  let isComplete: Bool
  /// The sequence numbers that the kernel wrote down as it handed buffers to the program.
  let dequeued: [Int]

  /// Runs `live --no-window` in a guest.
  ///
  /// - Parameters:
  ///   - script: of `Guest`.
  ///   - words: the script's arguments between folder and program.
  ///   - options: of `live`, beside the device and the events.
  ///   - seconds: how long the guest may take.
  init(
    _ script: String, _ words: [String] = [], in folder: TemporaryFolder, modules: [String],
    device: String, _ options: [String], seconds: Int = 120
  ) throws {
    let events = "\(folder.path)/events.jsonl"
    let command = [
      Program.executable, "live", "--no-window", "--device", device, "--events", events,
    ]
    let guest = try Rig.run(
      script, in: folder, modules: modules, words + command + options, seconds: seconds)
    func text(_ name: String) -> String {
      (try? String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)) ?? ""
    }
    status = guest.status
    error = text("error")
    said = guest.output + guest.error + error
    let decoder = JSONDecoder()
    self.events = try text("events.jsonl").split(separator: "\n")
      .map { try decoder.decode(LiveEvent.self, from: Data($0.utf8)) }
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let session = try? decoder.decode(Session.self, from: Data(text("events.session.json").utf8))
    counts = session?.counts ?? Counts(captured: -1, analysed: -1, dropped: -1)
    latency = session?.latencyMilliseconds
    mode = session?.mode
    isComplete = session?.ended != nil
    dequeued = text("kernel.log").matches(of: /VIDIOC_DQBUF: \d.*? sequence=(\d+)/)
      .compactMap { Int($0.1) }
  }

  /// The share of the analysed frames in which a detected face is at the place of `face`.
  func share(of face: LiveEvent.Face) -> Double {
    let seen = events.filter { $0.faces.contains { $0.detected && $0.isAt(face) } }
    return Double(seen.count) / Double(max(1, events.count))
  }
}
