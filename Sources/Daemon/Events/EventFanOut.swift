import EmotionRecognition
import Foundation
import Logging
import Pipeline

/// Gives every event to all who want it: files, standard output, the readers of the socket. Whoever
/// is slow loses lines of its own and nobody else's.
package final class EventFanOut: @unchecked Sendable {
  // Unchecked: what changes is used under `lock`.

  /// How long what waits is still written when an output ends.
  private static let patience: Duration = .seconds(5)

  private let log: Logger
  private let teller: MQTTTeller
  private let publish: @Sendable ([UInt8]) -> Void
  private let lock = NSLock()
  private var settings = EventSettings()
  private var outputs: [QueuedOutput] = []

  /// - Parameters:
  ///   - teller: tells the broker, where there is one.
  ///   - publish: hands a line to the readers of the socket.
  package init(
    log: Logger, teller: MQTTTeller, publish: @escaping @Sendable ([UInt8]) -> Void
  ) {
    self.log = log
    self.teller = teller
    self.publish = publish
  }

  /// What went to files and standard output.
  package var counts: [StatusReport.Output] {
    let counts = lock.withLock { outputs }.map { ($0.name, $0.counts.lines, $0.counts.dropped) }
    let told = teller.counts.map { [("mqtt", $0.sent, $0.dropped)] } ?? []
    return (counts + told).map { .init(name: $0, lines: $1, dropped: $2) }
  }

  /// Writes as these settings say from now on. Outputs that they don't touch go on.
  ///
  /// - Throws: ``Files/FileError`` where the folder can't be made; all stays as it was then.
  package func apply(_ new: EventSettings) throws {
    let (old, open) = lock.withLock { (self.settings, self.outputs) }
    let file = try new.folder.map { folder in
      let known = open.first { $0.name == "file" && Self.writesAlike(old, new) }
      return try known ?? fileOutput(in: folder, new)
    }
    var standardOutput: QueuedOutput?
    if new.standardOutput {
      let known = open.first { $0.name == "stdout" && old.queueLines == new.queueLines }
      let output = DescriptorOutput(STDOUT_FILENO, name: "standard output")
      standardOutput =
        known ?? QueuedOutput("stdout", to: output, limit: new.queueLines, log: log)
    }
    let wanted = [file, standardOutput].compactMap(\.self)
    lock.withLock {
      settings = new
      outputs = wanted
    }
    for output in open where !wanted.contains(where: { $0 === output }) {
      output.finish(atMost: Self.patience)
    }
  }

  private func fileOutput(in folder: String, _ settings: EventSettings) throws -> QueuedOutput {
    let file = try RotatingEventFile(
      folder: folder, rotateBytes: settings.rotateBytes, rotateDaily: settings.rotateDaily)
    return QueuedOutput("file", to: file, limit: settings.queueLines, log: log)
  }

  /// Whether the files of one go on under the other.
  private static func writesAlike(_ one: EventSettings, _ other: EventSettings) -> Bool {
    one.folder == other.folder && one.rotateBytes == other.rotateBytes
      && one.rotateDaily == other.rotateDaily && one.queueLines == other.queueLines
  }

  /// Hands out what was found in a frame; returns at once.
  ///
  /// - Parameter wallTime: when the frame was taken.
  package func write(_ analysis: FrameAnalysis, source: String, wallTime: Date) {
    lazy var event = JSONEvent.line(analysis, source: source, wallTime: wallTime)
    teller.write(analysis, line: event)
    let (settings, outputs) = lock.withLock { (self.settings, self.outputs) }
    if settings.onlyFaces && analysis.faces.isEmpty { return }
    guard !outputs.isEmpty || settings.socket != nil else { return }
    let line = event + "\n"
    for output in outputs { output.put(line) }
    if settings.socket != nil { publish(Array(line.utf8)) }
  }

  /// Writes what waits and closes everything.
  package func finish() {
    let open = lock.withLock {
      defer { outputs = [] }
      return outputs
    }
    for output in open { output.finish(atMost: Self.patience) }
  }
}
