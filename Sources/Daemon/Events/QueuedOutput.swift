import Foundation
import Logging
import Pipeline

/// Writes lines on a thread of its own, so that a slow disk or pipe holds nobody up: a bounded queue
/// takes them, and what does not fit is dropped and counted.
package final class QueuedOutput: @unchecked Sendable {
  // Unchecked: what changes is used while `condition` is locked, but `output`, which belongs to the
  // thread.

  /// How long a failed output rests before it is tried again; what comes meanwhile is dropped.
  private static let rest: Duration = .seconds(5)

  package let name: String
  private let output: any EventOutput
  private let limit: Int
  private let log: Logger
  private let clock = ContinuousClock()
  private let condition = NSCondition()
  private var lines: [String] = []
  private var written = 0
  private var dropped = 0
  private var isFinishing = false
  private var hasEnded = false

  /// - Parameters:
  ///   - name: how it is called in the log and the metrics.
  ///   - limit: most lines that wait.
  package init(_ name: String, to output: any EventOutput, limit: Int, log: Logger) {
    self.name = name
    self.output = output
    self.limit = limit
    self.log = log
    let thread = Thread { self.work() }
    thread.name = "events"
    thread.start()
  }

  package var counts: (lines: Int, dropped: Int) { condition.withLock { (written, dropped) } }

  /// Takes a line, with its line feed, if there is room for it.
  package func put(_ line: String) {
    condition.withLock {
      if lines.count < limit && !isFinishing { lines.append(line) } else { dropped += 1 }
      condition.signal()
    }
  }

  /// Writes what was taken and closes the output, waiting no longer than `limit`.
  package func finish(atMost limit: Duration) {
    let end = Date(timeIntervalSinceNow: limit / .seconds(1))
    condition.withLock {
      isFinishing = true
      condition.broadcast()
      while !hasEnded && condition.wait(until: end) {}
    }
  }

  private func work() {
    var failed: ContinuousClock.Instant?
    while let line = takeNext() {
      if let time = failed, clock.now - time < Self.rest {
        condition.withLock { dropped += 1 }
        continue
      }
      do {
        try output.write(line)
        if failed != nil { log.notice("\(name): events are written again") }
        failed = nil
        condition.withLock { written += 1 }
      } catch {
        // Once for each time it breaks, not for each line.
        if failed == nil { log.error("\(name): events are dropped: \(error)") }
        failed = clock.now
        condition.withLock { dropped += 1 }
      }
    }
    do { try output.close() } catch { log.error("\(name): \(error)") }
    condition.withLock {
      hasEnded = true
      condition.broadcast()
    }
  }

  private func takeNext() -> String? {
    condition.withLock {
      while lines.isEmpty && !isFinishing { condition.wait() }
      return lines.isEmpty ? nil : lines.removeFirst()
    }
  }
}
