import Foundation

/// A value that several threads of a test write to.
final class Box<Value>: @unchecked Sendable {
  // Unchecked: `stored` is used under `lock` only.
  private let lock = NSLock()
  private var stored: Value

  init(_ value: Value) { stored = value }

  var value: Value { lock.withLock { stored } }

  func update(_ change: (inout Value) -> Void) { lock.withLock { change(&stored) } }
}
