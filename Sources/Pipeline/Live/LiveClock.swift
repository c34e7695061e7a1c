/// The time a live pipeline goes by; tests bring their own.
package struct LiveClock: Sendable {
  /// Time since some fixed moment; never goes back.
  package var now: @Sendable () -> Duration
  /// Waits for a time, or until the end is asked for.
  package var wait: @Sendable (_ time: Duration, _ stop: StopSignal) -> Void

  package init(
    now: @escaping @Sendable () -> Duration,
    wait: @escaping @Sendable (_ time: Duration, _ stop: StopSignal) -> Void
  ) {
    self.now = now
    self.wait = wait
  }

  /// The machine's own clock.
  package static var continuous: LiveClock {
    let start = ContinuousClock.now
    return LiveClock(
      now: { ContinuousClock.now - start }, wait: { time, stop in stop.wait(atMost: time) })
  }
}
