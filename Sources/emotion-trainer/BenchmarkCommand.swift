import ArgumentParser
import Foundation
import Training

/// Measures how fast this machine trains.
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Measure training speed with augmentation, on pictures of noise.",
    discussion: "The figure is that of the median batch, after the first three.")

  @Option(help: "The network; `emotion-trainer architectures` lists them.")
  var architecture = "classic"

  @Option(help: "Pictures a batch.")
  var batchSize = 64

  @Option(help: "Batches to measure.")
  var batches = 30

  @Option(help: "Greatest number of threads. (default: all cores)")
  var threads: Int?

  @Flag(help: "A JSON list of records instead of lines for people.")
  var json = false

  func validate() throws {
    guard batchSize >= 2, batches >= 1 else {
      throw ValidationError("--batch-size is 2 or more, --batches 1 or more.")
    }
  }

  /// One line of the result.
  private struct Record: Encodable {
    let stage = "training"
    let model: String
    let batch: Int
    let threads: Int
    let imagesPerSecond: Double
    let peakMebibytes: Double
  }

  func run() throws {
    let threads = try threadCount(threads)
    let warmUp = 3
    let pictures = LabeledPictures.noise(
      count: (batches + warmUp) * batchSize, classes: 7, side: 48, seed: 1)
    let model = try Architecture.named(architecture).makeModel(
      labels: pictures.classes, dropout: [0.2], seed: 1)
    let times = BatchTimes()
    let trainer = Trainer(
      model: model, optimizer: Adam(model.parameters, learningRate: 1e-4), epochs: 1, seed: 1,
      threads: threads, callbacks: [times])
    _ = try trainer.fit(
      training: BatchLoader(
        pictures, batchSize: batchSize, augmentation: Augmentation(), seed: 1, threads: threads),
      validation: BatchLoader(
        LabeledPictures.noise(count: batchSize, classes: 7, side: 48, seed: 2),
        batchSize: batchSize, threads: threads))
    let measured = times.seconds.dropFirst(warmUp - 1).sorted()
    let record = Record(
      model: architecture, batch: batchSize, threads: threads,
      imagesPerSecond: Double(batchSize) / measured[measured.count / 2],
      peakMebibytes: Self.peakMebibytes)
    try print(json ? Self.text([record]) : Self.line(record))
  }

  private static func text(_ records: [Record]) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(records), as: UTF8.self)
  }

  private static func line(_ record: Record) -> String {
    String(
      format: "%@, batch %d, %d threads: %.0f pictures a second, at most %.0f MiB of memory",
      record.model, record.batch, record.threads, record.imagesPerSecond, record.peakMebibytes)
  }

  /// The most memory this process has had so far, by the kernel. `getrusage` would count what the
  /// parent had before this program was started.
  private static var peakMebibytes: Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
    return (kibibytes.flatMap { Double($0) } ?? 0) / 1024
  }
}

/// The time from the end of each batch to the end of the next.
private final class BatchTimes: Callback {
  private(set) var seconds: [Double] = []
  private var last: ContinuousClock.Instant?

  func batchEnded(_ progress: BatchProgress) {
    let now = ContinuousClock.now
    if let last { seconds.append((now - last) / .seconds(1)) }
    last = now
  }
}
