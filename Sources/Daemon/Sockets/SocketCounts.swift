/// What happened at the sockets so far.
package struct SocketCounts: Sendable, Equatable {
  /// Readers of events that are connected.
  package var readers = 0
  /// Lines that readers were too slow for, and those that came too fast for the server.
  package var droppedLines = 0
  /// Connections that were turned away or cut off.
  package var refused = 0

  package init() {}
}
