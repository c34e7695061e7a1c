/// What is spoken on a socket, and what a client may take up.
package enum SocketRole: Sendable, Hashable {
  /// Lines of JSON, a request and an answer each.
  case control
  /// Every event's line to every reader; what they send is not read.
  case events(readers: Int, queueLines: Int)
  /// HTTP/1.1 for Prometheus.
  case metrics

  /// Most connections at a time.
  var limit: Int {
    switch self {
    case .control: 32
    case .events(let readers, _): readers
    case .metrics: 16
    }
  }

  /// Most bytes of a request.
  var requestLimit: Int {
    switch self {
    case .control: 4096
    case .events: 0
    case .metrics: 8192
    }
  }

  /// Most bytes that may wait for the client; a client that lets more pile up is dropped.
  static let answerLimit = 256 << 10

  /// How long a client may stay without a whole request; nil where it need not ask for anything.
  var patience: Duration? {
    switch self {
    case .control: .seconds(60)
    case .events: nil
    case .metrics: .seconds(10)
    }
  }
}
