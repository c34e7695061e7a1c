/// Feeds the service manager's watchdog with what has truly happened: without new evidence of work
/// there is no sign of life, and the manager starts the daemon again.
///
/// Evidence is a frame that was analysed. While the camera is away by no fault of the daemon, each
/// try to open it that came back counts; while it is paused on request, that its loop goes round.
package struct Watchdog: Sendable {
  private let interval: Duration?
  private let notifier: ServiceNotifier
  private var lastEvidence = 0
  private var lastFed: Duration?

  /// - Parameter environment: `WATCHDOG_USEC` says how long the manager waits, `WATCHDOG_PID` for
  ///   which process.
  package init(
    environment: [String: String], process: Int32, notifier: ServiceNotifier
  ) {
    self.notifier = notifier
    let isOther = environment["WATCHDOG_PID"].map { Int32($0) != process } ?? false
    let limit = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
    // Thrice as often as needed: a sign may come late on a busy machine.
    interval = limit > 0 && !isOther ? .microseconds(limit) / 3 : nil
  }

  /// Gives a sign of life if it is time for one and there is new evidence.
  ///
  /// - Parameters:
  ///   - evidence: a count that grows with work that was done.
  ///   - now: time since some fixed moment.
  package mutating func tick(evidence: Int, at now: Duration) {
    guard let interval, evidence != lastEvidence else { return }
    if let lastFed, now - lastFed < interval { return }
    lastEvidence = evidence
    lastFed = now
    notifier.watchdog()
  }
}
