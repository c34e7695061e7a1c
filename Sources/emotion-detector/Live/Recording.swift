import Foundation
import Imaging
import Pictures
import Pipeline
import Video

/// One recording: its folder, the video, the faces, the snapshots, the record of how it was made.
///
/// Belongs to the main thread, but for the faces, which the analysis thread writes.
final class Recording {
  let folder: SessionFolder
  private let recorder: VideoRecorder?
  private let faces: EventWriter
  private let hub: ObservationHub
  private let start: Duration
  private let size: (width: Int, height: Int)?
  private var record: SessionRecord
  private var lastTime: Duration = .zero

  /// Makes the folder and begins.
  ///
  /// - Parameters:
  ///   - parent: the folder that recordings are kept in.
  ///   - image: the first picture; it is recorded. nil keeps faces alone, and no picture.
  ///   - start: its time in the stream; the recording's own clock begins there.
  init(
    below parent: String, first image: ColorImage?, at start: Duration, record: SessionRecord,
    hub: ObservationHub
  ) throws {
    let now = Date()
    let folder = try SessionFolder(below: parent, at: now)
    var record = record
    record.started = JSONText.timestamp(now)
    do {
      try record.write(to: folder.session, mode: 0o600)
      faces = EventWriter(
        .csv, source: record.source, to: try EventFile(path: folder.faces, mode: 0o600))
      recorder = try image.map {
        try VideoRecorder(path: folder.video, width: $0.width, height: $0.height)
      }
    } catch {
      folder.remove()
      throw error
    }
    size = image.map { ($0.width, $0.height) }
    (self.folder, self.record, self.start, self.hub) = (folder, record, start, hub)
    hub.begin(faces, at: start)
    try write(image, at: start)
  }

  /// Whether nothing of the stream is in its files.
  var isEmpty: Bool { (recorder?.counts.written ?? faces.frameCount) == 0 }

  /// How long it has been going on, by the stream's clock.
  var time: Duration { lastTime }

  /// Whether a picture fits: one of another size needs a new recording.
  func fits(_ image: ColorImage?) -> Bool {
    image?.width == size?.width && image?.height == size?.height
  }

  /// Records a picture that belongs at a time of the stream.
  func write(_ image: ColorImage?, at time: Duration) throws {
    lastTime = max(lastTime, time - start)
    if let image { try recorder?.write(image, time: lastTime) }
  }

  /// Writes a snapshot; returns where.
  func snapshot(_ image: ColorImage) throws -> String {
    try Snapshot.write(image, in: folder.snapshots)
  }

  /// Completes video, faces and record.
  ///
  /// - Parameters:
  ///   - latency: how long results have taken since the program began.
  ///   - screenLatency: how long pictures have taken to the screen; nil without a window.
  ///   - mode: the capture mode in the end; nil leaves it as it was.
  /// - Throws: what failed first; all else is completed nevertheless.
  func finish(
    _ statistics: LiveStatistics, latency: SessionRecord.Latency? = nil,
    screenLatency: SessionRecord.Latency? = nil, mode: String? = nil
  ) throws {
    hub.endRecording()
    let ends = [Result { try faces.finish() }, Result { _ = try recorder?.finish() }]
    record.counts = SessionRecord.Counts(statistics)
    record.counts.recorded = recorder?.counts.written
    record.counts.recorderOverflow = recorder?.counts.dropped
    record.counts.faces = faces.faceCount
    record.mode = mode ?? record.mode
    record.latencyMilliseconds = latency
    record.screenLatencyMilliseconds = screenLatency
    record.ended = JSONText.timestamp(Date())
    let described = Result { try record.write(to: folder.session, mode: 0o600) }
    for end in ends + [described] { try end.get() }
  }
}

extension SessionRecord.Counts {
  /// The counts of a live pipeline.
  init(_ statistics: LiveStatistics) {
    self.init()
    captured = statistics.captured
    analysed = statistics.analysed
    dropped = statistics.dropped
    faces = statistics.faces
    reconnects = statistics.reconnects
  }
}
