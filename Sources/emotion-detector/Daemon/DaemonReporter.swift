import Daemon
import Foundation
import Pipeline

/// Tells how the daemon is doing; any thread.
struct DaemonReporter: Sendable {
  let capture: DaemonCapture
  let meter: FrameMeter
  let events: EventFanOut
  let board: DaemonBoard
  private let start = ContinuousClock.now

  init(capture: DaemonCapture, meter: FrameMeter, events: EventFanOut, board: DaemonBoard) {
    self.capture = capture
    self.meter = meter
    self.events = events
    self.board = board
  }

  func status(_ sockets: SocketCounts) -> StatusReport {
    let (counts, reading, board) = (capture.statistics, meter.reading, board.content)
    let (state, reason) = state(board)
    return StatusReport(
      version: productVersion, state: state,
      source: capture.source == nil ? "none" : capture.sourceName,
      reason: reason, uptimeSeconds: (ContinuousClock.now - start) / .seconds(1),
      framesPerSecond: capture.framesPerSecond, faces: state == .running ? reading.facesNow : 0,
      counts: (counts.captured, counts.analysed, counts.dropped), reconnects: counts.reconnects,
      lastFrameSeconds: reading.last.map { (ContinuousClock.now - $0) / .seconds(1) },
      latency: latency(reading.recentLatency), recording: board.recording,
      outputs: events.counts, readers: sockets.readers, storageBytes: board.storageBytes)
  }

  func metrics(_ sockets: SocketCounts) -> String {
    MetricsPage.text(
      status(sockets), meter.reading, sockets: sockets,
      build: [("version", productVersion)])
  }

  private func state(_ board: DaemonBoard.Content) -> (StatusReport.State, String?) {
    if board.isPaused { return (.paused, nil) }
    if case .reconnecting(let reason) = capture.state { return (.waiting, reason) }
    return (.running, nil)
  }

  private func latency(_ times: RecentTimes) -> StatusReport.Latency? {
    let parts = [0.5, 0.95, 0.99].compactMap { times.percentile($0) }.map { $0 / .milliseconds(1) }
    guard parts.count == 3 else { return nil }
    return .init(medianMs: parts[0], p95Ms: parts[1], p99Ms: parts[2])
  }
}
