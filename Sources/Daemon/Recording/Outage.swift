import Pipeline

/// Something that fails for a while, such as writing to a full disk: it is tried again after rests
/// that double, and is news twice, when it begins and when it is over.
///
/// Times are those of any clock that does not go back.
package struct Outage: Sendable {
  private var rests: Backoff
  private var end: Duration?

  /// - Parameter rests: the first rest and the longest.
  package init(rests: ClosedRange<Duration>) {
    self.rests = Backoff(rests)
  }

  /// Whether it goes on, as far as is known.
  package var isOn: Bool { end != nil }

  /// Whether it is time to try.
  package func mayTry(at time: Duration) -> Bool { end.map { time >= $0 } ?? true }

  /// It has failed.
  ///
  /// - Returns: whether that is news.
  package mutating func fail(at time: Duration) -> Bool {
    defer {
      end = time + rests.next()
    }
    return end == nil
  }

  /// It has worked.
  ///
  /// - Returns: whether that is news.
  package mutating func succeed() -> Bool {
    defer {
      end = nil
      rests.reset()
    }
    return end != nil
  }
}
