import Foundation

/// Messages to a thread from all others: those that must arrive before those that were offered, each
/// kind in its order.
package final class Inbox<Message: Sendable>: @unchecked Sendable {
  // Unchecked: what changes is used while `condition` is locked.
  private let condition = NSCondition()
  private let limit: Int
  private var urgent: [Message] = []
  private var offered: [Message] = []
  private var refusedCount = 0

  /// - Parameter limit: from how many waiting messages on ``offer(_:)`` takes no more.
  package init(limit: Int) { self.limit = limit }

  /// Messages that were offered and not taken.
  package var refused: Int { condition.withLock { refusedCount } }

  /// Leaves a message that must arrive.
  package func put(_ message: Message) {
    condition.withLock {
      urgent.append(message)
      condition.signal()
    }
  }

  /// Leaves a message that must arrive if it is taken at all, unless so many of these wait already.
  ///
  /// - Returns: whether it was taken.
  package func put(_ message: Message, unlessWaiting limit: Int) -> Bool {
    condition.withLock {
      guard urgent.count < limit else { return false }
      urgent.append(message)
      condition.signal()
      return true
    }
  }

  /// Leaves a message unless too many wait already; it is counted then.
  package func offer(_ message: Message) {
    condition.withLock {
      guard offered.count < limit else {
        refusedCount += 1
        return
      }
      offered.append(message)
      condition.signal()
    }
  }

  /// The next message, waiting for it no longer than `limit`.
  package func wait(atMost limit: Duration) -> Message? {
    let end = Date(timeIntervalSinceNow: limit / .seconds(1))
    return condition.withLock {
      while urgent.isEmpty && offered.isEmpty && condition.wait(until: end) {}
      if !urgent.isEmpty { return urgent.removeFirst() }
      return offered.isEmpty ? nil : offered.removeFirst()
    }
  }
}
