/// Runs work again and again and times it.
struct Sampler {
  /// Runs that are timed at least, of each work.
  var leastRuns = 30
  /// Time that each work is run for at least.
  var leastTime: Duration = .milliseconds(250)
  /// Time that each work is run for before it is timed; at least twice.
  var warmUp: Duration = .milliseconds(60)

  /// Times several works in turn, so that what disturbs the machine disturbs them alike.
  ///
  /// - Returns: the timings of each, in the order given.
  /// - Throws: what the work throws.
  func sample(_ works: [() throws -> Void]) throws -> [Timings] {
    for work in works { try repeating(work, atLeast: 2, for: warmUp) }
    var durations = [[Duration]](repeating: [], count: works.count)
    let clock = ContinuousClock()
    let start = clock.now
    while durations[0].count < leastRuns || clock.now - start < leastTime * works.count {
      for (index, work) in works.enumerated() { durations[index].append(try clock.measure(work)) }
    }
    return durations.map { Timings($0) }
  }

  private func repeating(
    _ work: () throws -> Void, atLeast least: Int, for time: Duration
  ) rethrows {
    let end = ContinuousClock.now + time
    var count = 0
    while count < least || ContinuousClock.now < end {
      try work()
      count += 1
    }
  }
}
