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
    /// Tells a loss that may heal, as an unplugged camera, from a failure for good.
    package var isLoss: @Sendable (any Error) -> Bool

    package init(
      analyze: @escaping @Sendable (Frame) throws -> FrameAnalysis,
      observe: @escaping @Sendable (FrameAnalysis, Frame) throws -> Void = { _, _ in },
      reopen: (@Sendable () throws -> any FrameSource)? = nil,
      isLoss: @escaping @Sendable (any Error) -> Bool = { _ in false }
    ) {
      self.analyze = analyze
      self.observe = observe
      self.reopen = reopen
      self.isLoss = isLoss
    }
  }

  /// The first and the longest wait before a lost camera is tried again; it doubles in between.
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
  private var source: any FrameSource
  private var counts = LiveStatistics()
  private var currentState = LiveState.running
  private var newestAnalysis: FrameAnalysis?
  private var analysisRate = RateMeter()

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

  /// Starts both threads; call once.
  package func start() {
    spawn("capture") { self.capture() }
    spawn("analysis") { self.analyse() }
  }

  /// Asks for the end; may be called by any thread, a signal's handler among them.
  package func stop() {
    stopSignal.request()
    lock.withLock { source }.interrupt()
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
    capturing: while !stopSignal.isRequested {
      do {
        while !stopSignal.isRequested, let frame = try currentSource().next() {
          deliver(frame, in: &stream)
        }
        break
      } catch {
        guard steps.isLoss(error), steps.reopen != nil, !stopSignal.isRequested else {
          fail(error)
          break capturing
        }
        guard reconnect(after: error) else { break }
        stream.restart()
      }
    }
    pending.close()
    frames.close()
  }

  private func currentSource() -> any FrameSource { lock.withLock { source } }

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

  /// Tries to open the source again until it works or the end is asked for.
  private func reconnect(after loss: any Error) -> Bool {
    guard let reopen = steps.reopen else { return false }
    log.warning("camera lost, trying to open it again: \(loss)")
    lock.withLock { currentState = .reconnecting(reason: "\(loss)") }
    var delay = Self.reconnectDelays.lowerBound
    while !stopSignal.isRequested {
      clock.wait(delay, stopSignal)
      if stopSignal.isRequested { break }
      do {
        let opened = try reopen()
        lock.withLock {
          source = opened
          counts.reconnects += 1
          currentState = .running
        }
        if stopSignal.isRequested { opened.interrupt() }
        log.notice("camera is back: \(opened.name)")
        return true
      } catch {
        log.debug("not yet: \(error)")
        delay = min(delay * 2, Self.reconnectDelays.upperBound)
      }
    }
    return false
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
