import Kernels

/// What the processor can do: multiply-adds in registers, on every thread at once.
struct PeakStage {
  /// Some hundred microseconds, so that starting the threads does not count.
  private static let steps = 200_000

  let threads: [Int]
  let machine: Machine

  /// A group for each number of threads, none of more than there are cores.
  var groups: [MeasurementGroup] {
    Set(threads.map { min($0, machine.cores) }).sorted().map { count in
      var record = BenchmarkRecord(.peak, threads: count)
      record.processor = machine.processor
      record.cores = machine.cores
      record.kernels = machine.kernels
      record.version = productVersion
      let steps = Self.steps
      let multiplyAdds = PeakLoop().run(steps: steps) * count
      return MeasurementGroup([
        Measurement(record: record, multiplyAdds: multiplyAdds) {
          let loop = PeakLoop()
          return { parallelFor(count, threads: count) { _ in loop.run(steps: steps) } }
        }
      ])
    }
  }
}
