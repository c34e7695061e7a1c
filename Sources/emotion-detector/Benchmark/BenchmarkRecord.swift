/// What was measured, and how long it took: one object of `benchmark --json`.
///
/// What does not apply is left out.
struct BenchmarkRecord: Encodable {
  let stage: StageName
  var model: String?
  var cascade: String?
  /// Pixel format of the camera's frames.
  var format: String?
  /// What they are made into: "gray" or "color".
  var result: String?
  var width: Int?
  var height: Int?
  var faces: Int?
  var batch: Int?
  var threads: Int
  /// Threads of others that compute without end meanwhile.
  var busyThreads: Int?
  /// Processor, its cores, and the program: with the peak only.
  var processor: String?
  var cores: Int?
  var kernels: String?
  var version: String?

  /// Number of runs.
  private(set) var runs = 0
  private(set) var fastestMs = 0.0
  private(set) var medianMs = 0.0
  private(set) var p95Ms = 0.0
  /// Thousand million operations a second in the median run.
  private(set) var gflops: Double?
  /// What part of the peak with as many threads that is.
  private(set) var peakShare: Double?
  /// The median, against the one with as many threads as cores beside the same busy threads.
  private(set) var slowdown: Double?

  init(_ stage: StageName, threads: Int = 1) {
    self.stage = stage
    self.threads = threads
  }

  private enum CodingKeys: String, CodingKey {
    case stage, model, cascade, format, result, width, height, faces, batch, threads, processor
    case cores, kernels, version, runs, gflops, slowdown
    case busyThreads = "busy_threads"
    case fastestMs = "fastest_ms"
    case medianMs = "median_ms"
    case p95Ms = "p95_ms"
    case peakShare = "peak_share"
  }

  mutating func set(_ timings: Timings) {
    runs = timings.count
    fastestMs = Self.rounded(timings.fastest / .milliseconds(1))
    medianMs = Self.rounded(timings.median / .milliseconds(1))
    p95Ms = Self.rounded(timings.p95 / .milliseconds(1))
  }

  /// - Parameters:
  ///   - multiplyAdds: of one run, two operations each.
  ///   - peak: thousand million operations a second that are possible; nil where unknown.
  mutating func setRate(multiplyAdds: Int, in time: Duration, peak: Double?) {
    let rate = Double(multiplyAdds) * 2 / max(1, time / .nanoseconds(1))
    gflops = Self.rounded(rate)
    peakShare = peak.map { Self.rounded(rate / $0) }
  }

  mutating func setSlowdown(against other: BenchmarkRecord) {
    slowdown = Self.rounded(medianMs / max(other.medianMs, 1e-6))
  }

  /// Four places after the point: more are noise.
  private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
