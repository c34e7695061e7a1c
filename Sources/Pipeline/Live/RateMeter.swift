/// Events a second over the last two seconds.
package struct RateMeter: Sendable {
  private static let window: Duration = .seconds(2)
  private var times: [Duration] = []

  package init() {}

  /// Counts an event at a time that is not before the last one.
  package mutating func mark(at time: Duration) {
    times.append(time)
    if let old = times.firstIndex(where: { time - $0 <= Self.window }), old > 0 {
      times.removeFirst(old)
    }
  }

  /// The rate as it stands at a time; 0 with fewer than two events in the window.
  package func rate(at time: Duration) -> Double {
    let recent = times.filter { time - $0 <= Self.window }
    guard let first = recent.first, let last = recent.last, last > first else { return 0 }
    return Double(recent.count - 1) / ((last - first) / .seconds(1))
  }
}
