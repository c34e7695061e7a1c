/// Where a live pipeline stands.
package enum LiveState: Sendable {
  /// Frames come.
  case running
  /// The camera is lost and being looked for; the text says why.
  case reconnecting(reason: String)
  /// The source came to its end, or the end was asked for.
  case ended
  /// Something failed for good.
  case failed(any Error)

  /// Whether nothing more will come.
  package var isOver: Bool {
    switch self {
    case .running, .reconnecting: false
    case .ended, .failed: true
    }
  }
}
