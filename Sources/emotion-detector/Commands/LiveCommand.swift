import ArgumentParser
import Display
import EmotionRecognition
import Foundation
import Logging
import Overlay
import Pipeline
import Video

/// `live`: the main job, from the camera to the window.
struct LiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "live", abstract: "Shows a camera with every face's expression, as it happens.",
    discussion: """
      Keys in the window: o overlay on/off, l labels, b probability bars, m mirror, f full screen, \
      r record on/off, s snapshot, p or space pause, h or ? help, q or Esc quit. Pause holds the \
      picture and the recording; the analysis goes on. With --collect the digits 1 to 9 keep the \
      face that is seen for their class.

      Without a display a status line in the terminal takes the window's place. Without a camera \
      the built-in demo plays for 10 seconds, unless a camera, --events or --record is asked for.

      A recording is a folder DIR/2026-11-22T16-47-05Z/ with video.mkv, faces.csv, session.json \
      and snapshots/. It and what r and s write can be read by you alone.
      """)

  @Option(
    help: ArgumentHelp(
      """
      Camera: a path such as /dev/video0 or /dev/v4l/by-id/…, or part of its name. Default: the \
      first one with colour. Repeated, it opens one more, with a window and recordings of its own; \
      --events FILE.jsonl is FILE-1.jsonl, FILE-2.jsonl and so on then.
      """, valueName: "path"))
  var device: [String] = []

  @Option(
    help: ArgumentHelp(
      "Play a video file or a folder of pictures as if it were a camera.", valueName: "file"),
    completion: .file())
  var source: String?

  @Flag(help: "Begin again at the end of --source.")
  var loop = false

  @Option(help: ArgumentHelp("Capture width wished for.", valueName: "pixels"))
  var width: Int?

  @Option(help: ArgumentHelp("Capture height wished for.", valueName: "pixels"))
  var height: Int?

  @Option(help: ArgumentHelp("Capture rate wished for.", valueName: "frames a second"))
  var fps: Double = 30

  @Option(
    help: ArgumentHelp(
      "Capture format that must be used, such as YUYV or MJPG.", valueName: "code"))
  var pixelFormat: String?

  @Option(
    help: ArgumentHelp(
      """
      Change a setting of the camera, such as Brightness=100; may be repeated. \
      `emotion-detector devices` lists the names and values.
      """, valueName: "name=value"))
  var control: [String] = []

  @Option(
    help: ArgumentHelp("Analyse no more than this many frames a second.", valueName: "rate"))
  var analysisFps: Double?

  @Option(
    help: ArgumentHelp(
      """
      Record into this folder from the start. Without it r and s write below your videos and \
      pictures folders.
      """, valueName: "folder"), completion: .directory)
  var record: String?

  @Option(help: ArgumentHelp("End by itself after this time.", valueName: "seconds"))
  var duration: Double?

  @Option(
    help: ArgumentHelp(
      "Write events: a .jsonl or .csv file, - for standard output.", valueName: "file"),
    completion: .file())
  var events: String?

  @Flag(help: "No window: a status line in the terminal instead.")
  var noWindow = false

  @OptionGroup(title: "Collecting faces for training") var collecting: CollectOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Faces") var detection: DetectionOptions
  @OptionGroup(title: "Faces in streams") var stream: StreamOptions
  @OptionGroup(title: "Log") var logOptions: LogOptions

  func validate() throws {
    if !device.isEmpty && source != nil {
      throw ValidationError("--device and --source exclude each other.")
    }
    if !control.isEmpty && source != nil {
      throw ValidationError("--control is for cameras, not for --source.")
    }
    if loop && source == nil { throw ValidationError("--loop goes with --source.") }
    for (name, value) in [("--width", width), ("--height", height)] {
      if let value, !(1...16384).contains(value) {
        throw ValidationError("\(name) is between 1 and 16384, not \(value).")
      }
    }
    for (name, value) in [
      ("--fps", fps), ("--analysis-fps", analysisFps), ("--duration", duration),
    ] {
      if let value, !(value > 0 && value <= 1e9) {
        throw ValidationError("\(name) is greater than 0, not \(value).")
      }
    }
    if noWindow && collecting.collect != nil {
      throw ValidationError("--collect needs the window, for its keys; leave out --no-window.")
    }
    _ = try wish()
  }

  func run() throws {
    if collecting.collect != nil && !Window.isDisplayAvailable { throw CommandError.noKeys }
    let log = logOptions.makeLogger()
    let sources = try openSources(log)
    let channels = try sources.enumerated().map { index, source in
      try makeChannel(source, number: sources.count > 1 ? index + 1 : nil, log)
    }
    let sessions = makeSessions(channels, log)
    let result = Result { try LiveSession.run(sessions) }
    let endings = channels.map { channel in Result { try channel.finish() } }
    try result.get()
    for ending in endings { try ending.get() }
    for (channel, session) in zip(channels, sessions) {
      channel.report(
        latencyOnScreen: session.latencyOnScreen, to: log,
        named: channels.count > 1 ? channel.source.frames.name : nil)
    }
  }

  /// The sessions that show the channels; the first signal ends them all.
  private func makeSessions(_ channels: [LiveChannel], _ log: Logger) -> [LiveSession] {
    if !Window.isDisplayAvailable && !noWindow {
      log.notice("no display: a status line in the terminal instead of the window")
    }
    let pipelines = channels.map(\.pipeline)
    let interruption = Interruption { for pipeline in pipelines { pipeline.stop() } }
    return channels.map { channel in
      LiveSession(
        pipeline: channel.pipeline, hub: channel.hub,
        wishes: wishes(for: channel.source, isOneOfSeveral: channels.count > 1),
        record: channel.record, interruption: interruption, log: log)
    }
  }

  /// Makes all that works on a source.
  ///
  /// - Parameter number: its place among several, from 1 on, for the names of its files.
  private func makeChannel(
    _ source: LiveSource, number: Int?, _ log: Logger
  ) throws -> LiveChannel {
    let recognition = try Recognition(
      mode: .stream, detection: detection, search: stream.search, model: model)
    var record = try recognition.sessionRecord(
      source: source.frames.name, mode: source.captureMode)
    if case .demo = source.mode { record.demo = true }
    let events = try events.map {
      try EventsFile(
        EventsFile.path($0, number: number), source: source.frames.name, input: source.file,
        record: record)
    }
    let hub = ObservationHub(events: events?.writer)
    return LiveChannel(
      source: source, pipeline: makePipeline(source, recognition.analyzer, hub, log), hub: hub,
      record: record, events: events)
  }

  private func wish() throws -> CameraWish {
    var format: PixelFormat?
    if let pixelFormat {
      format = PixelFormat(pixelFormat)
      if format == nil {
        throw ValidationError("--pixel-format is a code such as YUYV or MJPG, not \(pixelFormat).")
      }
    }
    return CameraWish(
      width: width, height: height, framesPerSecond: fps, pixelFormat: format,
      controls: try control.map(setting))
  }

  private func setting(_ text: String) throws -> ControlSetting {
    guard let setting = ControlSetting(text) else {
      throw ValidationError("--control is NAME=VALUE, such as Brightness=100, not \(text).")
    }
    return setting
  }

  private func openSources(_ log: Logger) throws -> [LiveSource] {
    if let source { return [try .file(source, loop: loop)] }
    if device.isEmpty { return [try openDefault(log)] }
    return try device.map { try .camera($0, wish: try wish(), log: log) }
  }

  private func openDefault(_ log: Logger) throws -> LiveSource {
    let cameras = CameraList.discover()
    if let camera = cameras.defaultCamera {
      log.notice("camera: \(camera.card) at \(camera.path)")
      return try .camera(camera.stableName ?? camera.path, wish: try wish(), log: log)
    }
    for camera in cameras.unreadable { log.warning("\(camera.error)") }
    guard events == nil, record == nil, collecting.collect == nil else {
      throw CameraError.noCamera
    }
    log.notice("no camera found: playing the built-in DEMO; nobody is filmed")
    return try .demo()
  }

  private func makePipeline(
    _ source: LiveSource, _ analyzer: FrameAnalyzer, _ hub: ObservationHub, _ log: Logger
  ) -> LivePipeline {
    let steps = LivePipeline.Steps(
      analyze: {
        try analyzer.analyze($0.gray, frame: $0.index, sequence: $0.sequence, time: $0.time)
      },
      observe: { try hub.take($0, of: $1) }, reopen: source.reopen,
      watch: source.watch, isLoss: { ($0 as? CameraError)?.mayRecover ?? false })
    return LivePipeline(
      source: source.frames, steps: steps, analysisInterval: analysisFps.map { .seconds(1 / $0) },
      log: log)
  }

  private func wishes(for source: LiveSource, isOneOfSeveral: Bool) -> LiveSession.Wishes {
    var isDemo = false
    if case .demo = source.mode { isDemo = true }
    let limit = duration ?? (isDemo ? 10 : nil)
    return LiveSession.Wishes(
      mode: source.mode, name: isOneOfSeveral ? source.frames.name : nil,
      windowTitle: "emotion-detector – \(isDemo ? "DEMO" : source.frames.name)",
      showsWindow: Window.isDisplayAvailable && !noWindow, duration: limit.map { .seconds($0) },
      recordFolder: record, collection: collecting.collection)
  }
}
