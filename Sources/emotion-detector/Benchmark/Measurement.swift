/// A work to be timed and the record that its times go into.
struct Measurement {
  var record: BenchmarkRecord
  /// Multiply-adds of one run; 0 where nobody counts them.
  var multiplyAdds = 0
  /// Makes all that the work needs, once, and gives the work itself.
  let prepare: () throws -> () throws -> Void
}

/// Measurements that are taken in turn, so that they can be compared.
struct MeasurementGroup {
  let measurements: [Measurement]
  /// Threads that compute without end meanwhile.
  var busyThreads = 0
  /// Whether the records are results, and not only needed for others.
  var isReported = true

  init(_ measurements: [Measurement], busyThreads: Int = 0) {
    self.measurements = measurements
    self.busyThreads = busyThreads
  }
}
