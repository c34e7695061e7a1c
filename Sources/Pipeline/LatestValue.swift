import Foundation

/// A mailbox with one slot: the newest value wins, and what it replaces is counted.
///
/// Any thread may put, any may take.
package final class LatestValue<Value: Sendable>: @unchecked Sendable {
  // Unchecked: all that changes is used while `condition` is locked.
  private let condition = NSCondition()
  private var value: Value?
  private var isClosed = false
  private var replacedCount = 0

  package init() {}

  /// How many values were put aside by newer ones before anybody took them.
  package var replaced: Int { condition.withLock { replacedCount } }

  /// Leaves a value for whoever takes next, in place of one that is still waiting. After
  /// ``close()`` it is dropped and counted as replaced.
  package func put(_ new: Value) {
    condition.withLock {
      if isClosed || value != nil { replacedCount += 1 }
      if !isClosed { value = new }
      condition.signal()
    }
  }

  /// The waiting value, if there is one, without waiting for it.
  package func take() -> Value? {
    condition.withLock { takeLocked() }
  }

  /// The next value, waiting for it as long as it takes.
  ///
  /// - Returns: nil once the mailbox is closed and empty.
  package func wait() -> Value? {
    condition.withLock {
      while value == nil && !isClosed { condition.wait() }
      return takeLocked()
    }
  }

  /// The next value, waiting for it no longer than `limit`.
  package func wait(atMost limit: Duration) -> Value? {
    let end = Date(timeIntervalSinceNow: limit / .seconds(1))
    return condition.withLock {
      while value == nil && !isClosed && condition.wait(until: end) {}
      return takeLocked()
    }
  }

  /// Takes no more values: who waits gets the one that is still there, then nil.
  package func close() {
    condition.withLock {
      isClosed = true
      condition.broadcast()
    }
  }

  private func takeLocked() -> Value? {
    defer { value = nil }
    return value
  }
}
