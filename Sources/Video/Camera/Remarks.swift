import Logging
import Synchronization

/// Says each thing about a camera once, however often the camera is opened. Any thread.
package final class Remarks: Sendable {
  private let log: Logger
  private let said = Mutex<Set<String>>([])

  package init(_ log: Logger) { self.log = log }

  /// Warns, unless this very sentence was said before.
  func warn(_ sentence: String) {
    guard said.withLock({ $0.insert(sentence).inserted }) else { return }
    log.warning("\(sentence)")
  }

  /// For those who do not listen.
  package static var unheard: Remarks {
    Remarks(Logger(label: "camera") { _ in SwiftLogNoOpLogHandler() })
  }
}
