import Daemon
import Foundation
import Logging
import Pipeline

/// The daemon's main thread: takes frames to the recorder, answers requests, reads the configuration
/// anew, and tells the service manager how things stand.
final class DaemonSession {
  /// How often storage is measured and tidied up.
  private static let tidyInterval: Duration = .seconds(60)
  /// How often the service manager is told the rate and the faces.
  private static let statusInterval: Duration = .seconds(5)
  /// Frames that wait for the recorder; more are left out of recordings.
  private static let waitingFrames = 32
  /// Requests that wait for the main thread, also of clients who have gone meanwhile.
  private static let waitingRequests = 64

  private let reader: ConfigurationReader
  private(set) var configuration: DaemonConfiguration
  private let environment: [String: String]
  let log: Logger
  let inbox: Inbox<DaemonMessage>
  let notifier: ServiceNotifier
  private var watchdog: Watchdog
  private let slot: AnalyzerSlot
  let capture: DaemonCapture
  let events: EventFanOut
  let recorder: FaceRecorder
  private var recognition: Recognition
  private let meter = FrameMeter()
  let board = DaemonBoard()
  private let reporter: DaemonReporter
  private let server: SocketServer
  private let start = ContinuousClock.now
  private var lastStatus: Duration?
  private var lastTidying: Duration?
  private var rounds = 0
  private var isOver = false

  /// Makes everything ready that can be before the source opens.
  ///
  /// - Throws: what is wrong with the model or the cascade, in words.
  init(
    reader: ConfigurationReader, configuration: DaemonConfiguration,
    environment: [String: String], log: Logger
  ) throws {
    self.reader = reader
    self.configuration = configuration
    self.environment = environment
    self.log = log
    notifier = ServiceNotifier(environment: environment)
    watchdog = Watchdog(environment: environment, process: getpid(), notifier: notifier)
    recognition = try Recognition(configuration.analysis)
    slot = AnalyzerSlot(recognition.analyzer)
    let inbox = Inbox<DaemonMessage>(limit: Self.waitingFrames)
    let post = EventPost()
    let teller = MQTTTeller(log: log)
    let events = EventFanOut(log: log, teller: teller) { post.publish($0) }
    let meter = meter
    let capture = DaemonCapture(slot: slot, meter: meter, log: log) { analysis, frame, source in
      let age = ContinuousClock.now - frame.captured
      events.write(
        analysis, source: source, wallTime: Date(timeIntervalSinceNow: -(age / .seconds(1))))
      meter.delivered(after: ContinuousClock.now - frame.captured)
      inbox.offer(.analyzed(AnalyzedFrame(frame: frame, analysis: analysis)))
    }
    let reporter = DaemonReporter(
      capture: capture, meter: meter, events: events, board: board)
    let server = try SocketServer(
      handlers: Self.handlers(inbox, reporter, post))
    post.connect(server)
    (self.inbox, self.events, self.capture, self.reporter) = (inbox, events, capture, reporter)
    (self.server, self.post, self.teller) = (server, post, teller)
    recorder = FaceRecorder(
      configuration.recording, record: try recognition.sessionRecord(source: ""), log: log,
      statistics: { capture.statistics })
  }

  private let post: EventPost
  private let teller: MQTTTeller

  /// Runs until a signal or the end of a file ends it; everything is completed then.
  ///
  /// - Throws: what keeps the source or the sockets from being opened, or broke the stream off.
  func run() throws {
    let inbox = inbox
    let interruption = Interruption(
      action: { inbox.put(.stop) }, hangUp: { inbox.put(.hangUp) })
    defer { server.stop() }
    try server.listen(to: sockets(configuration))
    try events.apply(configuration.events)
    defer { events.finish() }
    try teller.apply(configuration.mqtt)
    defer { teller.finish() }
    capture.pace.set(configuration.analysis.fps)
    try open(configuration)
    notifier.ready(status: statusLine)
    log.notice("control socket: \(controlSocket(configuration))")
    while !isOver && !interruption.stop.isRequested { goRound() }
    notifier.stopping()
    let state = capture.state
    capture.stop()
    takeFrames()
    recorder.finish()
    if case .failed(let error) = state { throw error }
  }

  /// One message, if there is one, and what is due.
  private func goRound() {
    rounds += 1
    switch inbox.wait(atMost: .milliseconds(200)) {
    case .analyzed(let frame): recorder.take(frame)
    case .request(let request, let reply): reply(answer(to: request))
    case .hangUp:
      let answer = answer(to: ControlRequest(.reload))
      for mistake in answer.mistakes ?? [answer.error].compactMap(\.self) {
        log.error("\(mistake)")
      }
    case .stop: isOver = true
    case nil: break
    }
    if let state = capture.state, state.isOver { isOver = true }
    board.update { $0.recording = recorder.folder }
    tick()
  }

  /// Records what was analysed before the stream was closed; all else waits for its turn.
  private func takeFrames() {
    var others: [DaemonMessage] = []
    while let message = inbox.wait(atMost: .zero) {
      if case .analyzed(let frame) = message {
        recorder.take(frame)
      } else {
        others.append(message)
      }
    }
    for message in others { inbox.put(message) }
  }

  // MARK: - Source

  /// Opens the configuration's source, and describes recordings by it.
  func open(_ configuration: DaemonConfiguration) throws {
    let source = try DaemonSource(configuration.source, log: log).open()
    if case .some = source.reopen, source.captureMode == nil {
      log.notice("no camera yet: waiting for it")
    }
    recorder.apply(
      configuration.recording,
      record: try recognition.sessionRecord(
        source: source.frames.name, mode: source.captureMode))
    capture.start(source)
  }

  /// Closes the source; recordings end with it.
  func close() {
    capture.stop()
    takeFrames()
    recorder.finish()
  }

  // MARK: - Reload

  /// Reads the configuration anew and goes by it. Frames go on coming, clients stay connected.
  ///
  /// - Throws: what is wrong with it; all stays as it was then.
  func reload() throws {
    notifier.reloading()
    defer { notifier.ready(status: statusLine) }
    try apply(try reader.read(checks: DaemonFiles.checks))
    log.notice("configuration read anew")
  }

  private func apply(_ new: DaemonConfiguration) throws {
    let old = configuration
    // What may fail comes first.
    let recognition =
      Self.needsNewAnalyzer(old.analysis, new.analysis)
      ? try Recognition(new.analysis) : nil
    try server.listen(to: sockets(new))
    do {
      try events.apply(new.events)
      try teller.apply(new.mqtt)
      if old.source != new.source && !board.content.isPaused { try move(from: old, to: new) }
    } catch {
      try? events.apply(old.events)
      try? teller.apply(old.mqtt)
      try? server.listen(to: sockets(old))
      throw error
    }
    if let recognition {
      self.recognition = recognition
      slot.replace(by: recognition.analyzer)
    }
    configuration = new
    capture.pace.set(new.analysis.fps)
    recorder.apply(
      new.recording,
      record: try self.recognition.sessionRecord(
        source: capture.sourceName, mode: capture.source?.captureMode))
    lastTidying = nil
  }

  private func move(from old: DaemonConfiguration, to new: DaemonConfiguration) throws {
    close()
    do { try open(new) } catch {
      try open(old)
      throw error
    }
  }

  /// Whether settings differ in more than the rate.
  private static func needsNewAnalyzer(_ old: AnalysisSettings, _ new: AnalysisSettings) -> Bool {
    var old = old
    old.fps = new.fps
    return old != new
  }

  private func sockets(
    _ configuration: DaemonConfiguration
  ) -> [(address: SocketAddress, role: SocketRole)] {
    let events = configuration.events
    var sockets: [(address: SocketAddress, role: SocketRole)] = [
      (.unix(controlSocket(configuration)), .control)
    ]
    if let path = events.socket {
      sockets.append(
        (.unix(path), .events(readers: events.readers, queueLines: events.queueLines)))
    }
    if let port = configuration.metrics.port { sockets.append((.loopback(port: port), .metrics)) }
    return sockets
  }

  private func controlSocket(_ configuration: DaemonConfiguration) -> String {
    configuration.control.socket ?? SocketPlaces.control(environment: environment)
  }

  private static func handlers(
    _ inbox: Inbox<DaemonMessage>, _ reporter: DaemonReporter, _ post: EventPost
  ) -> SocketHandlers {
    SocketHandlers(
      control: { line, reply in
        do {
          let request = try ControlRequest(line: line)
          var answer = ControlAnswer()
          switch request.command {
          // Whatever the main thread is at: these are told.
          case .status: answer.status = reporter.status(post.counts)
          case .metrics: answer.metrics = reporter.metrics(post.counts)
          default:
            let message = DaemonMessage.request(request) { reply($0.line) }
            if inbox.put(message, unlessWaiting: Self.waitingRequests) { return }
            answer = ControlAnswer(refusal: "too many requests wait already")
          }
          reply(answer.line)
        } catch { reply(ControlAnswer(error).line) }
      }, metrics: { reporter.metrics(post.counts) })
  }

  // MARK: - What is due

  private func tick() {
    let now = ContinuousClock.now - start
    let idle = board.content.isPaused ? rounds : 0
    watchdog.tick(evidence: meter.reading.analysed + capture.reopenTries + idle, at: now)
    if lastStatus.map({ now - $0 >= Self.statusInterval }) ?? true {
      lastStatus = now
      notifier.status(statusLine)
    }
    if lastTidying.map({ now - $0 >= Self.tidyInterval }) ?? true {
      lastTidying = now
      tidyUp()
    }
  }

  private var statusLine: String {
    let report = reporter.status(server.counts)
    switch report.state {
    case .paused: return "paused"
    case .waiting: return "waiting for the camera: \(report.reason ?? "")"
    case .running:
      return String(
        format: "%.1f frames a second, %d %@", report.framesPerSecond, report.faces,
        report.faces == 1 ? "face" : "faces")
    }
  }

  private func tidyUp() {
    var bytes = 0
    let (events, recording) = (configuration.events, configuration.recording)
    if let folder = events.folder {
      bytes += Retention(
        folder: folder, kind: .events, keepDays: events.keepDays, keepBytes: events.keepBytes
      ).apply(at: Date())
    }
    if let folder = recording.folder {
      bytes += Retention(
        folder: folder, kind: .recordings, keepDays: recording.keepDays,
        keepBytes: recording.keepBytes
      ).apply(at: Date(), inUse: recorder.folder)
    }
    board.update { $0.storageBytes = bytes }
  }
}
