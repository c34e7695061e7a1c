import EmotionRecognition
import Foundation
import Imaging
import Pipeline
import Video

/// Hands what the analysis thread finds to the events and to a recording that comes and goes.
final class ObservationHub: @unchecked Sendable {
  // Unchecked: all that changes is used under `lock`.
  private let lock = NSLock()
  private let events: (any ObservationSink)?
  private var recording: (sink: any ObservationSink, start: Duration)?
  private var lastLatency: Duration?
  private var lastSeen: (analysis: FrameAnalysis, gray: GrayImage)?

  /// - Parameter events: takes everything from the start; nil where nobody asked.
  init(events: (any ObservationSink)?) { self.events = events }

  /// From the last analysed frame's capture to its analysis being ready.
  var latency: Duration? { lock.withLock { lastLatency } }

  /// The last analysed frame and what was found in it.
  var latest: (analysis: FrameAnalysis, gray: GrayImage)? { lock.withLock { lastSeen } }

  /// Called by the analysis thread.
  func take(_ analysis: FrameAnalysis, of frame: Frame) throws {
    let age = ContinuousClock.now - frame.captured
    let wallTime = Date(timeIntervalSinceNow: -(age / .seconds(1)))
    try lock.withLock {
      lastLatency = age
      lastSeen = (analysis, frame.gray)
      try events?.write(analysis, wallTime: wallTime)
      guard let recording, analysis.time >= recording.start else { return }
      var shifted = analysis
      shifted.time -= recording.start
      try recording.sink.write(shifted, wallTime: wallTime)
    }
  }

  /// From now on a recording gets the faces, too; its clock begins at `start` of the stream's.
  func begin(_ sink: any ObservationSink, at start: Duration) {
    lock.withLock { recording = (sink, start) }
  }

  /// The recording is over: its sink gets nothing more once this returns.
  func endRecording() { lock.withLock { recording = nil } }

  /// Completes the events.
  func finish() throws { try lock.withLock { try events?.finish() } }
}
