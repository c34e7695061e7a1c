/// The statuses the program ends with, as its contract says.
enum ExitStatus: Int32 {
  /// Everything asked for was done.
  case done = 0
  /// Something failed; one sentence on standard error says what.
  case failed = 1
  /// The arguments make no sense.
  case usage = 64
  /// The configuration, environment included, can't be used.
  case configuration = 78
}

/// An error that ends the program with another status than ``ExitStatus/failed``.
protocol HasExitStatus: Error {
  var exitStatus: ExitStatus { get }
}
