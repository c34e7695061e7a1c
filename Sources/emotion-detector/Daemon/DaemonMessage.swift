import Daemon

/// What the daemon's main thread is told by the others.
enum DaemonMessage: Sendable {
  /// A frame was analysed.
  case analyzed(AnalyzedFrame)
  /// Somebody asks for something at the control socket.
  case request(ControlRequest, reply: @Sendable (ControlAnswer) -> Void)
  /// SIGHUP: the configuration is to be read anew.
  case hangUp
  /// The end is asked for.
  case stop
}
