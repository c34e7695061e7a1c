/// How the daemon is commanded.
package struct ControlSettings: Sendable, Equatable {
  /// The socket; nil for the usual place, ``SocketPlaces/control(environment:)``.
  package var socket: String?

  package init() {}
}
