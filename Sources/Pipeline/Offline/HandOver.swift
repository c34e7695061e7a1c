import Foundation

/// A short queue from one thread to another: values arrive in order, and who puts too many waits.
final class HandOver<Value: Sendable>: @unchecked Sendable {
  // Unchecked: all that changes is used while `condition` is locked.
  private let condition = NSCondition()
  private let capacity: Int
  private var values: [Value] = []
  private var isEnded = false
  private var failure: (any Error)?

  /// - Parameter capacity: greatest number of values waiting, 1 or more.
  init(capacity: Int) {
    precondition(capacity >= 1, "a queue for \(capacity) values")
    self.capacity = capacity
  }

  /// Adds a value, waiting for room as long as it takes.
  ///
  /// - Returns: false once the queue has ended; the value is dropped.
  func put(_ value: Value) -> Bool {
    condition.withLock {
      while values.count >= capacity && !isEnded { condition.wait() }
      if isEnded { return false }
      values.append(value)
      condition.signal()
      return true
    }
  }

  /// The next value, waiting for it as long as it takes.
  ///
  /// - Returns: nil once the queue has ended and is empty.
  /// - Throws: what the queue ended with, behind the last value.
  func take() throws -> Value? {
    try condition.withLock {
      while values.isEmpty && !isEnded { condition.wait() }
      if !values.isEmpty {
        condition.signal()
        return values.removeFirst()
      }
      if let failure { throw failure }
      return nil
    }
  }

  /// Takes no more values. Only the first end counts.
  ///
  /// - Parameter failure: what is wrong; nil where nothing is.
  func end(with failure: (any Error)? = nil) {
    condition.withLock {
      if isEnded { return }
      isEnded = true
      self.failure = failure
      condition.broadcast()
    }
  }
}
