import Foundation

/// What the main thread tells all others of its doings.
final class DaemonBoard: @unchecked Sendable {
  // Unchecked: `current` is used under `lock`.
  struct Content: Sendable {
    var isPaused = false
    /// The folder of the recording that goes on.
    var recording: String?
    var storageBytes = 0
  }

  private let lock = NSLock()
  private var current = Content()

  var content: Content { lock.withLock { current } }

  func update(_ change: (inout Content) -> Void) { lock.withLock { change(&current) } }
}
