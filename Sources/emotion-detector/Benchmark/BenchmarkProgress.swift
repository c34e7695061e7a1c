/// Which measurement is being taken, on a terminal only.
struct BenchmarkProgress {
  /// Number of measurements to come.
  let total: Int
  private var count = 0

  init(total: Int) { self.total = total }

  /// Says what is measured next.
  mutating func show(_ group: MeasurementGroup) {
    count += group.measurements.count
    guard StandardError.isTerminal, let record = group.measurements.first?.record else { return }
    let threads = record.threads == 1 ? "1 thread" : "\(record.threads) threads"
    StandardError.write("\r[\(count)/\(total)] \(record.stage.rawValue), \(threads)\u{1B}[K")
  }

  /// Takes the line away, for others to be written.
  func clear() {
    if StandardError.isTerminal { StandardError.write("\r\u{1B}[K") }
  }
}
