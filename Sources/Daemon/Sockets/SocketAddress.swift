/// Where a socket listens.
package enum SocketAddress: Sendable, Hashable, CustomStringConvertible {
  /// A path, open to its owner alone.
  case unix(String)
  /// A port of 127.0.0.1.
  case loopback(port: Int)

  package var description: String {
    switch self {
    case .unix(let path): path
    case .loopback(let port): "127.0.0.1:\(port)"
    }
  }
}
