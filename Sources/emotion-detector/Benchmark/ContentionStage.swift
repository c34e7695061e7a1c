/// What too many threads cost, and others that compute: one face on as many threads as cores and on
/// twice as many, alone and beside a busy thread on every core.
struct ContentionStage {
  let model: BenchmarkModel
  let cores: Int

  var groups: [MeasurementGroup] {
    [0, cores].map { busyThreads in
      let measurements = [cores, 2 * cores].map { threads in
        var measurement = InferenceStage.measurement(.contention, model, batch: 1, threads: threads)
        measurement.record.busyThreads = busyThreads
        return measurement
      }
      return MeasurementGroup(measurements, busyThreads: busyThreads)
    }
  }
}
