/// How long each of several runs took.
package struct Timings: Sendable {
  /// The fastest first.
  private let sorted: [Duration]

  /// - Parameter durations: of the runs, in any order, at least one.
  package init(_ durations: [Duration]) {
    precondition(!durations.isEmpty, "no run was timed")
    sorted = durations.sorted()
  }

  /// Number of runs.
  package var count: Int { sorted.count }

  package var fastest: Duration { sorted[0] }

  /// Half of the runs took at most this long.
  package var median: Duration { percentile(50) }

  /// 95 of 100 runs took at most this long.
  package var p95: Duration { percentile(95) }

  /// The time that `share` per cent of the runs did not exceed, by nearest rank: the run at rank
  /// `ceil(share / 100 * count)`, so always one that was really measured.
  ///
  /// - Parameter share: 0...100; 0 gives the fastest.
  package func percentile(_ share: Int) -> Duration {
    precondition((0...100).contains(share), "a share of \(share) per cent")
    return sorted[max(1, (share * count + 99) / 100) - 1]
  }
}
