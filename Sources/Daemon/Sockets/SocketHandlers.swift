/// Who answers what comes in at the sockets; called on the server's thread, not to be kept waiting.
package struct SocketHandlers: Sendable {
  /// Works at a line of a control client and hands the answer, a line, to `reply`, at once or later
  /// and from any thread.
  package var control:
    @Sendable (_ line: [UInt8], _ reply: @escaping @Sendable ([UInt8]) -> Void) -> Void
  /// The metrics as text.
  package var metrics: @Sendable () -> String

  package init(
    control:
      @escaping @Sendable (_ line: [UInt8], _ reply: @escaping @Sendable ([UInt8]) -> Void) -> Void,
    metrics: @escaping @Sendable () -> String
  ) {
    self.control = control
    self.metrics = metrics
  }
}
