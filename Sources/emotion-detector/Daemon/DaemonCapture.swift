import Daemon
import EmotionRecognition
import Foundation
import Logging
import Pipeline
import Video

/// One stream of analysed frames over all pipelines that it takes: a pause closes the camera, a
/// reload may open another, and numbers and times go on.
final class DaemonCapture: @unchecked Sendable {
  // Unchecked: what changes is used under `lock`.

  /// Where the stream stands.
  private struct Place {
    var frames = 0
    var time: Duration = .zero
    var seen: ContinuousClock.Instant?
  }

  private let slot: AnalyzerSlot
  private let meter: FrameMeter
  private let deliver: @Sendable (FrameAnalysis, Frame, _ source: String) -> Void
  private let log: Logger
  let pace = Pace()
  private let lock = NSLock()
  private var run: (pipeline: LivePipeline, source: LiveSource, stop: StopSignal)?
  private var past = LiveStatistics()
  private var place = Place()
  private var tries = 0
  private var name = ""

  /// - Parameter deliver: takes each frame with what was found in it and the name of its source, on
  ///   the analysis thread.
  init(
    slot: AnalyzerSlot, meter: FrameMeter, log: Logger,
    deliver: @escaping @Sendable (FrameAnalysis, Frame, _ source: String) -> Void
  ) {
    self.slot = slot
    self.meter = meter
    self.log = log
    self.deliver = deliver
  }

  /// How it stands; nil while nothing is open.
  var state: LiveState? { lock.withLock { run }?.pipeline.state }
  var source: LiveSource? { lock.withLock { run }?.source }
  /// What the frames come from; a camera that comes late has another name than was thought.
  var sourceName: String { lock.withLock { name } }
  var framesPerSecond: Double { lock.withLock { run }?.pipeline.analysesPerSecond ?? 0 }
  /// Tries to open a lost camera that came back, with or without it.
  var reopenTries: Int { lock.withLock { tries } }

  /// The counts since the start.
  var statistics: LiveStatistics {
    let (past, run) = lock.withLock { (self.past, self.run) }
    return run.map { past + $0.pipeline.statistics } ?? past
  }

  /// Opens the stream.
  func start(_ source: LiveSource) {
    let stop = StopSignal()
    let base = nextPlace()
    let steps = LivePipeline.Steps(
      analyze: { try self.analyse($0, from: base) },
      observe: { analysis, frame in
        self.deliver(analysis, frame, self.sourceName)
        self.pace.wait(until: stop)
      },
      reopen: source.reopen.map(counted), watch: source.watch,
      isLoss: { DaemonSource.mayHeal($0) })
    let pipeline = LivePipeline(source: source.frames, steps: steps, log: log)
    lock.withLock { (run, name) = ((pipeline, source, stop), source.frames.name) }
    pipeline.start()
  }

  /// The same, with each try counted once it is over.
  private func counted(
    _ reopen: @escaping @Sendable () throws -> any FrameSource
  ) -> @Sendable () throws -> any FrameSource {
    {
      defer { self.lock.withLock { self.tries += 1 } }
      let opened = try reopen()
      self.lock.withLock { self.name = opened.name }
      return opened
    }
  }

  /// Closes the stream; nothing is delivered once this returns.
  func stop() {
    guard let run = lock.withLock({ run }) else { return }
    run.stop.request()
    run.pipeline.stop()
    run.pipeline.join()
    lock.withLock {
      past = past + run.pipeline.statistics
      self.run = nil
    }
  }

  /// The number and time that the next pipeline's first frame gets.
  private func nextPlace() -> (frames: Int, time: Duration) {
    lock.withLock {
      let since = place.seen.map { ContinuousClock.now - $0 } ?? .zero
      return (place.frames, place.time + since)
    }
  }

  private func analyse(
    _ frame: Frame, from base: (frames: Int, time: Duration)
  ) throws -> FrameAnalysis {
    let start = ContinuousClock.now
    let (number, time) = (base.frames + frame.index, base.time + frame.time)
    let analysis = try slot.current.analyze(
      frame.gray, frame: number, sequence: frame.sequence, time: time)
    let end = ContinuousClock.now
    meter.analysed(faces: analysis.faces.count, in: end - start)
    lock.withLock { place = Place(frames: number + 1, time: time, seen: end) }
    return analysis
  }
}
