import ArgumentParser
import EmotionRecognition
import Foundation

/// `benchmark`: how long each stage takes on this machine.
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark", abstract: "Times every stage on this machine.",
    discussion: """
      Each measurement is warmed up and then run at least 30 times; the median and the 95th \
      percentile of its runs are given, in milliseconds. A machine that does other things at the \
      same time gives other numbers.

      Stages: peak (multiply-adds in registers, the fastest run), inference (each network on 1 and \
      8 faces), contention (a network on more threads than cores, and beside others that \
      compute), detection (the built-in portraits at 640x480 and 1280x720), conversion (a camera's \
      bytes to gray and to colour), overlay (1 and 4 faces at 640x480), analysis (a frame of \
      640x480 with 1 face, without capture and drawing).

      GFLOP/s of a network count its products as plain sums, two operations a multiply-add. \
      Winograd's method takes fewer, so more than 100 % of the peak are possible.
      """)

  @Flag(help: "Write a JSON array of records instead of a table.")
  var json = false

  @Option(
    help: ArgumentHelp("Only this stage; give it again for another one.", valueName: "name"))
  var stage: [StageName] = []

  @Option(
    help: ArgumentHelp(
      "ONNX model, a file or the name of one in models/. Default: all in models/.",
      valueName: "file"), completion: .file(extensions: ["onnx"]))
  var model: String?

  @Option(
    help: ArgumentHelp(
      """
      Haar cascade in OpenCV's XML: a file, or a name such as frontalface, the default. OpenCV's \
      go by theirs, such as frontalface_alt2, where they are installed.
      """, valueName: "file"),
    completion: .file(extensions: ["xml"]))
  var cascade: String?

  @Option(help: ArgumentHelp("Numbers of threads to compute with.", valueName: "n,n,…"))
  var threads = ThreadCounts()

  func run() throws {
    let machine = Machine()
    let groups = try BenchmarkPlan(
      stages: stage.isEmpty ? StageName.allCases : stage, threads: threads.counts, model: model,
      cascade: cascade, machine: machine
    ).groups()
    var run = BenchmarkRun(cores: machine.cores)
    var progress = BenchmarkProgress(total: groups.reduce(0) { $0 + $1.measurements.count })
    var records: [BenchmarkRecord] = []
    if !json { try StandardOutput.write(BenchmarkTable.heading(machine)) }
    for group in groups {
      progress.show(group)
      let measured = try run.measure(group)
      progress.clear()
      guard group.isReported else { continue }
      records += measured
      if !json { try StandardOutput.write(measured.map(BenchmarkTable.row).joined()) }
    }
    if json { try StandardOutput.write(try Self.text(records)) }
  }

  /// A record a line.
  private static func text(_ records: [BenchmarkRecord]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let lines = try records.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    return "[\n" + lines.joined(separator: ",\n") + "\n]\n"
  }
}
