/// How often values fell below each of some bounds, as Prometheus counts them.
package struct Histogram: Sendable, Equatable {
  package let bounds: [Double]
  /// Values at or below each bound and above the one before; the last is for those above all.
  private(set) var counts: [Int]
  private(set) var sum = 0.0

  /// - Parameter bounds: ascending.
  package init(bounds: [Double]) {
    self.bounds = bounds
    counts = Array(repeating: 0, count: bounds.count + 1)
  }

  /// Bounds for times of a frame, in seconds.
  package static var frameSeconds: Histogram {
    Histogram(
      bounds: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5])
  }

  var count: Int { counts.reduce(0, +) }

  package mutating func add(_ value: Double) {
    counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
    sum += value
  }
}
