import Foundation

/// How long results took, over a run of any length in the memory of a page: times are counted in
/// steps of 2 %, from 0.1 milliseconds to two minutes.
package struct LatencyMeter: Sendable, Equatable {
  private static let shortest = 1e-4
  private static let step = 1.02
  private var counts = [Int](repeating: 0, count: 700)

  package init() {}

  /// Number of times counted.
  package private(set) var count = 0

  /// Counts a time.
  package mutating func add(_ time: Duration) {
    let steps = log(max(time / .seconds(1), Self.shortest) / Self.shortest) / log(Self.step)
    counts[min(Int(steps), counts.count - 1)] += 1
    count += 1
  }

  /// The time that `share` per cent of the results did not exceed, to 1 %; nil before the first.
  ///
  /// - Parameter share: 1...100.
  package func percentile(_ share: Int) -> Duration? {
    precondition((1...100).contains(share), "a share of \(share) per cent")
    guard count > 0 else { return nil }
    let rank = (share * count + 99) / 100
    var seen = 0
    let index = counts.firstIndex { number in
      seen += number
      return seen >= rank
    }
    return index.map { .seconds(Self.shortest * pow(Self.step, Double($0) + 0.5)) }
  }
}
