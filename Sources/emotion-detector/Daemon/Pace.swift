import Foundation
import Pipeline

/// Keeps the analysis from going faster than is wished; the wish may change at any time.
final class Pace: @unchecked Sendable {
  // Unchecked: what changes is used under `lock`.
  private let lock = NSLock()
  private var interval: Duration?
  private var due = ContinuousClock.now

  /// - Parameter rate: most frames a second; nil for no limit.
  func set(_ rate: Double?) { lock.withLock { interval = rate.map { .seconds(1 / $0) } } }

  /// Waits until the next frame's turn, or until the end is asked for.
  func wait(until stop: StopSignal) {
    let early: Duration = lock.withLock {
      let now = ContinuousClock.now
      guard let interval else {
        due = now
        return .zero
      }
      // Turns that were missed are not made up for.
      due = max(due + interval, now)
      return due - now
    }
    if early > .zero { stop.wait(atMost: early) }
  }
}
