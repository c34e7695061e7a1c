/// How long to wait before something that has failed is tried again: exponential backoff, from a
/// shortest delay that doubles up to a longest.
package struct Backoff: Sendable, Equatable {
  private let delays: ClosedRange<Duration>
  private var upcoming: Duration

  /// - Parameter delays: the shortest, greater than zero, and the longest.
  package init(_ delays: ClosedRange<Duration>) {
    precondition(delays.lowerBound > .zero, "a delay of \(delays.lowerBound) doubles to the same")
    self.delays = delays
    upcoming = delays.lowerBound
  }

  /// The delay before the next try; the one after it will be twice as long.
  package mutating func next() -> Duration {
    defer { upcoming = min(upcoming * 2, delays.upperBound) }
    return upcoming
  }

  /// It has worked, or there is reason to think that it will: the next delay is the shortest.
  package mutating func reset() { upcoming = delays.lowerBound }
}
