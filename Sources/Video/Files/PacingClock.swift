import Foundation

/// What paces a file to real time: tells the time and waits. Tests bring one that jumps.
package struct PacingClock: Sendable {
  /// The time now.
  package var now: @Sendable () -> ContinuousClock.Instant
  /// Waits about that long.
  package var wait: @Sendable (Duration) -> Void

  package init(
    now: @escaping @Sendable () -> ContinuousClock.Instant,
    wait: @escaping @Sendable (Duration) -> Void
  ) {
    self.now = now
    self.wait = wait
  }

  /// The machine's own clock.
  package static let real = PacingClock(
    now: { .now },
    wait: { Thread.sleep(forTimeInterval: Double($0.wholeNanoseconds) / 1e9) })
}
