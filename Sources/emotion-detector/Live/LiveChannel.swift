import EmotionRecognition
import Foundation
import Logging
import Pipeline

/// One camera or file of `live`: its frames, what is found in them, and where that goes.
final class LiveChannel {
  let source: LiveSource
  let pipeline: LivePipeline
  let hub: ObservationHub
  /// How its events and recordings are described.
  let record: SessionRecord
  private var events: EventsFile?

  init(
    source: LiveSource, pipeline: LivePipeline, hub: ObservationHub, record: SessionRecord,
    events: EventsFile?
  ) {
    self.source = source
    self.pipeline = pipeline
    self.hub = hub
    self.record = record
    self.events = events
  }

  /// Completes the events, once the pipeline has ended.
  func finish() throws {
    try hub.finish()
    try events?.finish(
      SessionRecord.Counts(pipeline.statistics), latency: SessionRecord.Latency(pipeline.latency),
      mode: pipeline.mode)
  }

  /// Says how it went.
  func report(latencyOnScreen: SessionRecord.Latency?, to log: Logger, named name: String?) {
    let prefix = name.map { "\($0): " } ?? ""
    let ends = [("event", SessionRecord.Latency(pipeline.latency)), ("screen", latencyOnScreen)]
    for case (let end, let latency?) in ends {
      log.info(
        """
        \(prefix)from a frame's capture to the \(end): median \(latency.median) ms, \
        p95 \(latency.p95) ms
        """)
    }
    let counts = pipeline.statistics
    log.notice(
      """
      \(prefix)\(counts.captured) frames captured, \(counts.analysed) analysed, \
      \(counts.dropped) dropped; \(counts.faces) faces
      """)
  }
}
