import ArgumentParser
import EmotionRecognition
import Foundation
import Overlay
import Pipeline
import Video

/// `video`: every frame of a file, in order.
struct VideoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "video", abstract: "Reads the expressions in every frame of a video file.",
    discussion: """
      Without --output and --events the events go to standard output. Ctrl-C ends it early; what \
      was written until then is complete.
      """)

  @Argument(help: "Video file.", completion: .file())
  var file: String

  @Option(
    help: ArgumentHelp(
      "Write an annotated copy with its sound, a Matroska file.", valueName: "file.mkv"),
    completion: .file(extensions: ["mkv"]))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Write events: a .jsonl or .csv file, - for standard output.", valueName: "file"),
    completion: .file())
  var events: String?

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Faces") var detection: DetectionOptions
  @OptionGroup(title: "Faces in streams") var stream: StreamOptions
  @OptionGroup(title: "Log") var log: LogOptions

  func validate() throws {
    if let output, !output.lowercased().hasSuffix(".mkv") {
      throw ValidationError("--output is a Matroska file whose name ends in .mkv, not \(output).")
    }
    if let output, output == events {
      throw ValidationError("--output and --events name the same file, \(output).")
    }
  }

  func run() throws {
    if let output, SameFile.isSame(output, file) {
      throw CommandError.overwritesInput(path: output)
    }
    let recognition = try Recognition(
      mode: .stream, detection: detection, search: stream.search, model: model)
    let source = try VideoFileSource(path: file)
    let wish = events ?? (output == nil ? "-" : nil)
    var events = try wish.map {
      try EventsFile(
        $0, source: file, input: file, record: recognition.sessionRecord(source: file))
    }
    let sink = try output.map {
      try VideoFileWriter(
        path: $0, width: source.width, height: source.height, frameRate: source.frameRate,
        copyingSoundFrom: file)
    }
    let interruption = Interruption()
    var bar = ProgressBar(duration: source.duration)
    let analyzer = recognition.analyzer
    let pipeline = OfflinePipeline(
      source: source,
      find: { analyzer.find($0.gray, frame: $0.index, time: $0.time) }, read: analyzer.read,
      draw: { try OverlayRenderer().draw($0, on: &$1) }, sink: sink,
      observers: [events?.writer].compactMap { $0 })
    let counts: SessionRecord.Counts
    do {
      counts = try pipeline.run(until: interruption.stop) { bar.show($0) }
    } catch {
      bar.finish()
      throw error
    }
    bar.finish()
    try events?.finish(counts)
    if interruption.stop.isRequested { throw CommandError.interrupted }
    log.makeLogger().info("\(counts.captured) frames, \(counts.faces) faces")
  }
}
