/// Keeps work that others cause within a part of one processor's time: whoever takes more has to
/// rest before the next piece.
package struct ProcessorShare {
  private let part: Double
  private let burst: Duration
  /// What was worked and not made up for, as of `last`.
  private var debt: Duration = .zero
  private var last: Duration = .zero

  /// - Parameters:
  ///   - part: of the time that may be worked, 0...1.
  ///   - burst: what may be worked at once after a long rest.
  package init(part: Double, burst: Duration) {
    precondition(part > 0 && part <= 1, "\(part) is no part")
    self.part = part
    self.burst = burst
  }

  /// Counts work that has been done.
  ///
  /// - Parameters:
  ///   - time: of the processor.
  ///   - now: time since some fixed moment.
  package mutating func spend(_ time: Duration, at now: Duration) {
    debt = remaining(at: now) + time
    last = now
  }

  /// How long to rest from now on; zero where more may be worked at once.
  package func rest(at now: Duration) -> Duration {
    max(.zero, remaining(at: now) - burst) / part
  }

  private func remaining(at now: Duration) -> Duration { max(.zero, debt - (now - last) * part) }
}
