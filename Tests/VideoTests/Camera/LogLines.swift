import Foundation
import Logging

/// What is logged, line by line.
final class LogLines: @unchecked Sendable {
  // Unchecked: `lines` is used under `lock` only.
  private let lock = NSLock()
  private var lines: [String] = []

  var all: [String] { lock.withLock { lines } }

  /// A log that writes here.
  var log: Logger { Logger(label: "test") { _ in Handler(lines: self) } }

  private struct Handler: LogHandler {
    let lines: LogLines
    var logLevel = Logger.Level.debug
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      lines.lock.withLock { lines.lines.append("\(event.message)") }
    }
  }
}
