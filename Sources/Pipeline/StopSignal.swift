import Foundation

/// Tells threads to end, once and for good.
package final class StopSignal: @unchecked Sendable {
  // Unchecked: all that changes is used while `condition` is locked.
  private let condition = NSCondition()
  private var isSet = false

  package init() {}

  /// Whether the end was asked for.
  package var isRequested: Bool { condition.withLock { isSet } }

  /// Asks for the end.
  package func request() {
    condition.withLock {
      isSet = true
      condition.broadcast()
    }
  }

  /// Waits until the end is asked for, no longer than `limit`.
  package func wait(atMost limit: Duration) {
    let end = Date(timeIntervalSinceNow: limit / .seconds(1))
    condition.withLock {
      while !isSet && condition.wait(until: end) {}
    }
  }
}
