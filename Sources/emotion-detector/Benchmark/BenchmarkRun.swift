/// Takes measurements and makes records of them.
struct BenchmarkRun {
  let sampler: Sampler
  let cores: Int
  /// Thousand million operations a second that are possible, by threads.
  private var peaks: [Int: Double] = [:]

  init(sampler: Sampler = Sampler(), cores: Int) {
    self.sampler = sampler
    self.cores = cores
  }

  /// The records of a group, in its order. Those of the peak are remembered for the shares of
  /// later ones.
  ///
  /// - Throws: what the work throws.
  mutating func measure(_ group: MeasurementGroup) throws -> [BenchmarkRecord] {
    let works = try group.measurements.map { try $0.prepare() }
    let others = BusyLoops(count: group.busyThreads)
    defer { others.end() }
    let timings = try sampler.sample(works)
    var records: [BenchmarkRecord] = []
    for (measurement, timings) in zip(group.measurements, timings) {
      var record = self.record(measurement, timings)
      if let first = records.first { record.setSlowdown(against: first) }
      records.append(record)
    }
    return records
  }

  private mutating func record(
    _ measurement: Measurement, _ timings: Timings
  ) -> BenchmarkRecord {
    var record = measurement.record
    record.set(timings)
    guard measurement.multiplyAdds > 0 else { return record }
    let isPeak = record.stage == .peak
    // A ceiling is the best that was seen, not what was usual.
    let time = isPeak ? timings.fastest : timings.median
    record.setRate(
      multiplyAdds: measurement.multiplyAdds, in: time,
      peak: isPeak ? nil : peaks[min(record.threads, cores)])
    if isPeak { peaks[record.threads] = record.gflops }
    return record
  }
}
