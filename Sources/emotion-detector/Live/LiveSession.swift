import Display
import EmotionRecognition
import Foundation
import Imaging
import Logging
import Overlay
import Pipeline
import Video

/// The main loop of `live`: takes the newest frame and the latest analysis, draws once, and gives
/// the picture to the window and the recording; keys.
final class LiveSession {
  /// What is asked for on the command line.
  struct Wishes {
    var mode: OverlayStatus.Mode
    /// What it is called among several; nil where it is the only one.
    var name: String?
    var windowTitle: String
    var showsWindow: Bool
    var duration: Duration?
    /// The folder to record in from the start; nil to record on request only.
    var recordFolder: String?
    /// Keeps faces at the press of a digit; nil where that isn't asked for.
    var collection: FaceCollection?
  }

  private let pipeline: LivePipeline
  let hub: ObservationHub
  private let wishes: Wishes
  private let record: SessionRecord
  private let interruption: Interruption
  let log: Logger
  private(set) var view = LiveView()
  var collection: FaceCollection?
  private var window: Window?
  private var terminal: TerminalStatus
  private var recording: Recording?
  private var wantsRecording: Bool
  private var newest: (frame: Frame, image: ColorImage)?
  private var picture: ColorImage?
  private var shown = RateMeter()
  private var screenLatency = LatencyMeter()
  private var message: (text: String, end: ContinuousClock.Instant)?
  private var start = ContinuousClock.now

  /// - Parameters:
  ///   - record: how recordings are described.
  init(
    pipeline: LivePipeline, hub: ObservationHub, wishes: Wishes, record: SessionRecord,
    interruption: Interruption, log: Logger
  ) {
    self.pipeline = pipeline
    self.hub = hub
    self.wishes = wishes
    self.record = record
    self.interruption = interruption
    self.log = log
    wantsRecording = wishes.recordFolder != nil
    terminal = TerminalStatus(name: wishes.name)
    collection = wishes.collection
  }

  /// Runs sessions side by side until each was ended by its source, the user or the time limit; all
  /// recordings are finished then. What fails in one ends all.
  static func run(_ sessions: [LiveSession]) throws {
    // Before the first frame comes: what passes meanwhile would be in no recording.
    for session in sessions { try session.prepare() }
    for session in sessions { session.begin() }
    var failures: [any Error] = []
    var open = sessions
    while !open.isEmpty && failures.isEmpty {
      let wait = Duration.milliseconds(15) / open.count
      for session in open where !session.goesOn(waiting: wait, &failures) {
        open.removeAll { $0 === session }
      }
    }
    for session in open { session.end(&failures) }
    if let first = failures.first { throw first }
  }

  private func prepare() throws {
    if wantsRecording { try VideoRecorder.prepare() }
    guard wishes.showsWindow else { return }
    do {
      window = try Window(title: wishes.windowTitle)
      window?.keepsScreenAwake = true
    } catch let error as DisplayError where error.isAbsence && collection == nil {
      log.warning("\(error); a status line in the terminal takes its place")
    }
  }

  private func begin() {
    start = .now
    pipeline.start()
  }

  /// Takes a step; ends the session with the last one. Returns whether there is more to come.
  private func goesOn(waiting: Duration, _ failures: inout [any Error]) -> Bool {
    do {
      if try step(waiting: waiting) { return true }
    } catch {
      failures.append(error)
    }
    end(&failures)
    return false
  }

  /// Ends the pipeline, then the recording; the first failure is the one to tell of.
  private func end(_ failures: inout [any Error]) {
    pipeline.stop()
    pipeline.join()
    do { try endRecording() } catch { failures.append(error) }
    if case .failed(let error) = pipeline.state { failures.append(error) }
    terminal.finish()
    window = nil
  }

  /// Shows what there is to show, waiting for it so long. Returns whether the session goes on.
  private func step(waiting: Duration) throws -> Bool {
    // What is still in the mailbox when the end comes is shown, too.
    let isOver = pipeline.state.isOver || interruption.stop.isRequested || isOutOfTime
    let frame = pipeline.frames.wait(atMost: waiting)
    let hasNewRequest = try handleEvents()
    if hasNewRequest == .quit { return false }
    if let frame, !view.isPaused {
      try show(frame)
    } else if hasNewRequest != nil || needsRedraw {
      try redraw()
    }
    if window == nil { terminal.show(status(), analysis: pipeline.latestAnalysis) }
    return !isOver
  }

  private var isOutOfTime: Bool {
    wishes.duration.map { ContinuousClock.now - start >= $0 } ?? false
  }

  /// How long frames took from their capture to the screen; nil without a window.
  var latencyOnScreen: SessionRecord.Latency? { SessionRecord.Latency(screenLatency) }

  // MARK: - Pictures

  private var isDrawn: Bool { window != nil || wantsRecording || recording != nil }

  private func show(_ frame: Frame) throws {
    shown.mark(at: ContinuousClock.now - start)
    guard isDrawn else { return }
    newest = (frame, try frame.color())
    let picture = try draw()
    try record(picture, at: frame.time)
    try present(picture)
    if window != nil { screenLatency.add(ContinuousClock.now - frame.captured) }
  }

  /// Draws the newest frame again: something else is to be told on it.
  private func redraw() throws {
    guard newest != nil else { return }
    try present(try draw())
  }

  private var lastRedraw = ContinuousClock.now

  /// Whether the picture stands still while what is drawn on it may have changed.
  private var needsRedraw: Bool {
    guard window != nil, view.isPaused || isWaiting else { return false }
    return ContinuousClock.now - lastRedraw > .milliseconds(200)
  }

  private var isWaiting: Bool {
    if case .reconnecting = pipeline.state { return true }
    return false
  }

  private func draw() throws -> ColorImage {
    guard let newest else { preconditionFailure("nothing to draw before the first frame") }
    lastRedraw = .now
    let drawn = try view.picture(
      of: newest.image, analysis: pipeline.latestAnalysis, status: status())
    picture = drawn
    return drawn
  }

  private func present(_ picture: ColorImage) throws {
    do {
      try window?.show(picture)
    } catch DisplayError.displayLost {
      // Whichever call notices it first, it ends the session as its closed window would.
    }
  }

  private func status() -> OverlayStatus {
    let now = ContinuousClock.now
    if let message, message.end < now { self.message = nil }
    var status = OverlayStatus(mode: view.isPaused ? .paused : wishes.mode)
    status.recordingTime = recording?.time
    status.framesPerSecond = shown.rate(at: now - start)
    status.analysesPerSecond = pipeline.analysesPerSecond
    status.latency = hub.latency
    status.droppedFrames = pipeline.statistics.dropped
    status.message = message?.text
    status.notice = isWaiting ? "waiting for the camera" : pipeline.notice
    status.collection = collection?.classes ?? []
    return status
  }

  // MARK: - Keys

  private func handleEvents() throws -> LiveView.Request? {
    guard let window else { return nil }
    var last: LiveView.Request?
    for event in window.events() {
      switch event {
      case .quit:
        if window.hasLostDisplay { log.warning("the display has gone away: this is the end") }
        return .quit
      case .resized: last = last ?? .fullScreen
      case .key(let key):
        let request = view.take(key)
        if request == .quit { return .quit }
        if request == .fullScreen { window.isFullScreen.toggle() }
        try perform(request)
        last = request ?? .fullScreen
      }
    }
    return last
  }

  /// Records and keeps pictures; a failure is told in the window and does not end the show.
  private func perform(_ request: LiveView.Request?) throws {
    do {
      switch request {
      case .record: try toggleRecording()
      case .snapshot: try keepSnapshot()
      case .collect(let digit): collect(digit)
      default: break
      }
    } catch {
      wantsRecording = false
      tell("\(error)")
      log.error("\(error)")
    }
  }

  private func toggleRecording() throws {
    if recording == nil {
      wantsRecording.toggle()
    } else {
      wantsRecording = false
      try endRecording()
    }
  }

  private func keepSnapshot() throws {
    guard let picture else { return }
    let path =
      try recording?.snapshot(picture)
      ?? Snapshot.write(picture, in: UserFolders().snapshots)
    tell("saved \(path)")
    log.notice("saved \(path)")
  }

  func tell(_ text: String) {
    message = (text, .now + .seconds(4))
  }

  // MARK: - Recording

  private func record(_ picture: ColorImage, at time: Duration) throws {
    if let recording, recording.fits(picture) {
      try recording.write(picture, at: time)
      return
    }
    guard wantsRecording else { return }
    // The camera came back with another size: that is another video.
    try endRecording()
    let begun = try Recording(
      below: wishes.recordFolder ?? UserFolders().recordings, first: picture, at: time,
      record: record, hub: hub)
    recording = begun
    tell("recording to \(begun.folder.path)")
    log.notice("recording to \(begun.folder.path)")
  }

  private func endRecording() throws {
    guard let ended = recording else { return }
    recording = nil
    try ended.finish(
      pipeline.statistics, latency: SessionRecord.Latency(pipeline.latency),
      screenLatency: latencyOnScreen, mode: pipeline.mode)
    tell("recorded \(ended.folder.path)")
    log.notice("recorded \(ended.folder.path)")
  }
}
