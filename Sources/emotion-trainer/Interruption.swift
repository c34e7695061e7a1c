import Foundation
import Synchronization

private let requested = Atomic<Bool>(false)

/// Turns Ctrl-C and SIGTERM into a question that the training loop asks after each batch.
enum Interruption {
  /// From now on the two signals no longer end the process.
  static func listen() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in requested.store(true, ordering: .relaxed) }
    }
  }

  static var isRequested: Bool { requested.load(ordering: .relaxed) }
}
