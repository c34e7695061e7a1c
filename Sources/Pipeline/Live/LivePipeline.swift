import EmotionRecognition
import Foundation
import Imaging
import Logging
import Video

/// Drives a stream as it happens: one thread captures, one analyses, and whoever shows takes the
/// newest picture when it likes.
///
/// The capture thread puts each frame into two mailboxes, to analyse and to show. Neither side
/// ever waits for the other; what comes too fast for the analysis is dropped and counted.
package final class LivePipeline: @unchecked Sendable {
  // Unchecked: all that changes is used under `lock`, or by the one thread it belongs to.

  /// What a pipeline works with.
  package struct Steps: Sendable {
    /// Finds what is in a frame; called by the analysis thread.
    package var analyze: @Sendable (Frame) throws -> FrameAnalysis
    /// Takes the result to events and the like; called by the analysis thread.
    package var observe: @Sendable (FrameAnalysis, Frame) throws -> Void
    /// Opens the source again after a loss; nil where a loss is the end.
    package var reopen: (@Sendable () throws -> any FrameSource)?
    /// Begins to watch for the source's return, for the time until it is back; nil, or one that
    /// gives nil: it is looked for after delays alone.
    package var watch: (@Sendable () -> DeviceWatch?)?
    /// Tells a loss that may heal, as an unplugged camera, from a failure for good.
    package var isLoss: @Sendable (any Error) -> Bool

    package init(
      analyze: @escaping @Sendable (Frame) throws -> FrameAnalysis,
      observe: @escaping @Sendable (FrameAnalysis, Frame) throws -> Void = { _, _ in },
      reopen: (@Sendable () throws -> any FrameSource)? = nil,
      watch: (@Sendable () -> DeviceWatch?)? = nil,
      isLoss: @escaping @Sendable (any Error) -> Bool = { _ in false }
    ) {
      self.analyze = analyze
      self.observe = observe
      self.reopen = reopen
      self.watch = watch
      self.isLoss = isLoss
    }
  }

  /// The waits before a lost camera is tried again.
  private static let reconnectDelays: ClosedRange<Duration> = .milliseconds(500)...(.seconds(10))

  /// The frames to show, newest only; closed at the end.
  package let frames = LatestValue<Frame>()
  private let pending = LatestValue<Frame>()
  private let steps: Steps
  private let analysisInterval: Duration?
  private let clock: LiveClock
  private let log: Logger
  private let stopSignal = StopSignal()
  private let threads = DispatchGroup()

  private let lock = NSLock()
  /// Nil while it is lost.
  private var source: (any FrameSource)?
  private var lastMode: String?
  private var watch: DeviceWatch?
  private var counts = LiveStatistics()
  private var currentState = LiveState.running
  private var newestAnalysis: FrameAnalysis?
  private var analysisRate = RateMeter()
  private var resultLatency = LatencyMeter()

  /// - Parameters:
  ///   - source: an open source.
  ///   - analysisInterval: least time from one analysis to the next; nil for no limit.
  package init(
    source: any FrameSource, steps: Steps, analysisInterval: Duration? = nil,
    clock: LiveClock = .continuous, log: Logger
  ) {
    self.source = source
    self.steps = steps
    self.analysisInterval = analysisInterval
    self.clock = clock
    self.log = log
  }

  /// The counts so far.
  package var statistics: LiveStatistics { lock.withLock { counts } }
  /// Where it stands.
  package var state: LiveState { lock.withLock { currentState } }
  /// What was found in the frame analysed last.
  package var latestAnalysis: FrameAnalysis? { lock.withLock { newestAnalysis } }
  /// Analyses a second, lately.
  package var analysesPerSecond: Double {
    lock.withLock { analysisRate.rate(at: clock.now()) }
  }

  /// The source's capture mode as it is now, or was when it was lost; nil for files. It may be another
  /// one than at first, where the bus had no room or the camera came back.
  package var mode: String? {
    let (source, lastMode) = lock.withLock { (self.source, self.lastMode) }
    return source?.mode ?? lastMode
  }

  /// What the source wants to be known while it lasts, such as a closed shutter.
  package var notice: String? { lock.withLock { source }?.notice }

  /// From a frame's capture, by the driver's clock, to its result having been observed.
  package var latency: LatencyMeter { lock.withLock { resultLatency } }

  /// Starts both threads; call once.
  package func start() {
    spawn("capture") { self.capture() }
    spawn("analysis") { self.analyse() }
  }

  /// Asks for the end; may be called by any thread, a signal's handler among them.
  package func stop() {
    stopSignal.request()
    let (source, watch) = lock.withLock { (self.source, self.watch) }
    source?.interrupt()
    watch?.interrupt()
  }

  /// Waits until both threads have ended and every frame is accounted for.
  package func join() { threads.wait() }

  private func spawn(_ name: String, _ body: @escaping @Sendable () -> Void) {
    threads.enter()
    let thread = Thread {
      body()
      self.threads.leave()
    }
    thread.name = name
    thread.start()
  }
}

// MARK: - Capture

extension LivePipeline {
  private func capture() {
    var stream = FrameStream()
    do {
      while let frame = try next(in: &stream) { deliver(frame, in: &stream) }
    } catch {
      fail(error)
    }
    letGo()
    pending.close()
    frames.close()
  }

  /// The source's next frame, or the first one of the source opened again; nil at the end.
  private func next(in stream: inout FrameStream) throws -> Frame? {
    guard !stopSignal.isRequested, let source = lock.withLock({ source }) else { return nil }
    do {
      return try source.next()
    } catch {
      guard steps.isLoss(error), let reopen = steps.reopen, !stopSignal.isRequested else {
        throw error
      }
      letGo()
      defer { stream.restart() }
      return try reconnect(after: error, by: reopen)
    }
  }

  /// Closes the source: a camera that is still held would come back under another number, or not.
  private func letGo() {
    let source = lock.withLock {
      defer { self.source = nil }
      return self.source
    }
    lock.withLock { lastMode = source?.mode ?? lastMode }
    source?.close()
  }

  private func deliver(_ frame: Frame, in stream: inout FrameStream) {
    let (placed, made) = stream.place(frame)
    lock.withLock {
      counts.captured += made
      counts.lostByDriver += made - 1
      if pendingIsFull(placed) { counts.replaced += 1 }
    }
    frames.put(placed)
  }

  /// Puts a frame up for analysis; tells whether an older one was put aside for it.
  private func pendingIsFull(_ frame: Frame) -> Bool {
    let before = pending.replaced
    pending.put(frame)
    return pending.replaced > before
  }

  /// Tries to open the source again until a frame comes out of it or the end is asked for.
  private func reconnect(
    after loss: any Error, by reopen: @Sendable () throws -> any FrameSource
  ) throws -> Frame? {
    log.warning("camera lost, trying to open it again: \(loss)")
    lock.withLock {
      currentState = .reconnecting(reason: "\(loss)")
      watch = steps.watch?()
    }
    defer { lock.withLock { watch = nil } }
    var backoff = Backoff(Self.reconnectDelays)
    var said: Set = ["\(loss)"]
    while !stopSignal.isRequested {
      let hasNews = wait(backoff.next())
      if stopSignal.isRequested { break }
      do {
        return try firstFrame(by: reopen)
      } catch {
        letGo()
        tell(of: error, unlessIn: &said)
        if hasNews { backoff.reset() }
      }
    }
    return nil
  }

  /// Waits before the next attempt; returns whether something has been plugged in.
  private func wait(_ delay: Duration) -> Bool {
    if let watch = lock.withLock({ watch }) { return watch.wait(atMost: delay) }
    clock.wait(delay, stopSignal)
    return false
  }

  /// Opens the source; it counts as back once it gives a frame.
  private func firstFrame(by reopen: @Sendable () throws -> any FrameSource) throws -> Frame? {
    let opened = try reopen()
    lock.withLock { source = opened }
    if stopSignal.isRequested { opened.interrupt() }
    guard let frame = try opened.next() else { return nil }
    lock.withLock {
      counts.reconnects += 1
      currentState = .running
    }
    log.notice("camera is back: \(opened.name)")
    return frame
  }

  /// That a camera is not there yet is nothing new; that it is there and can't be used is, once.
  private func tell(of error: any Error, unlessIn said: inout Set<String>) {
    let isAbsent = (error as? CameraError)?.isAbsence ?? false
    guard !isAbsent, said.insert("\(error)").inserted else {
      log.debug("not yet: \(error)")
      return
    }
    log.warning("the camera can't be opened yet: \(error)")
    lock.withLock { currentState = .reconnecting(reason: "\(error)") }
  }

  private func fail(_ error: any Error) {
    lock.withLock {
      if case .failed = currentState { return }
      currentState = .failed(error)
    }
  }
}

// MARK: - Analysis

extension LivePipeline {
  private func analyse() {
    var due = clock.now()
    while let frame = nextToAnalyse(notBefore: &due) {
      do {
        let analysis = try steps.analyze(frame)
        lock.withLock {
          counts.analysed += 1
          counts.faces += analysis.faces.count
          newestAnalysis = analysis
          analysisRate.mark(at: clock.now())
        }
        try steps.observe(analysis, frame)
        lock.withLock { resultLatency.add(ContinuousClock.now - frame.captured) }
      } catch {
        fail(error)
        stop()
        break
      }
    }
    drain()
    lock.withLock { if !currentState.isOver { currentState = .ended } }
  }

  private func nextToAnalyse(notBefore due: inout Duration) -> Frame? {
    if let analysisInterval {
      let early = due - clock.now()
      if early > .zero { clock.wait(early, stopSignal) }
      due = max(due + analysisInterval, clock.now())
    }
    return stopSignal.isRequested ? nil : pending.wait()
  }

  /// Takes what the capture thread still delivers after the last analysis, so that every frame is
  /// counted.
  private func drain() {
    while pending.wait() != nil {
      lock.withLock { counts.replaced += 1 }
    }
  }
}
