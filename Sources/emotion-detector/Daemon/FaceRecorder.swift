import Daemon
import Foundation
import Imaging
import Logging
import Overlay
import Pipeline

/// Keeps of the stream what the configuration and requests want kept, with faces hidden as it says.
///
/// Belongs to the main thread.
final class FaceRecorder {
  /// How long nothing is recorded after a failure, such as a full disk.
  private static let rests: ClosedRange<Duration> = .seconds(5)...(.seconds(60))
  /// How long a recording has to go on to have worked: a full disk shows with the first half second
  /// that is written to it.
  private static let trial: Duration = .seconds(2)

  private let log: Logger
  private let statistics: () -> LiveStatistics
  private let hub = ObservationHub(events: nil)
  private let renderer = OverlayRenderer()
  private var settings: RecordingSettings
  private var rule: RecordingRule
  private var delay: FrameDelay
  private var record: SessionRecord
  private var recording: Recording?
  private var outage = Outage(rests: FaceRecorder.rests)
  private var lastTime: Duration = .zero

  /// - Parameters:
  ///   - record: how recordings are described.
  ///   - statistics: the stream's counts.
  init(
    _ settings: RecordingSettings, record: SessionRecord, log: Logger,
    statistics: @escaping () -> LiveStatistics
  ) {
    self.settings = settings
    self.record = record
    self.log = log
    self.statistics = statistics
    rule = RecordingRule(settings)
    delay = FrameDelay(length: Self.length(settings))
  }

  /// The folder of the recording that goes on.
  var folder: String? { recording?.folder.path }

  /// Keeps by other settings from now on.
  func apply(_ new: RecordingSettings, record: SessionRecord) {
    if new.folder != settings.folder || new.privacy != settings.privacy { endRecording() }
    settings = new
    self.record = record
    rule.apply(new)
    delay.length = Self.length(new)
    if new.folder == nil { _ = delay.drain() }
  }

  /// Takes a frame that was analysed.
  func take(_ analyzed: AnalyzedFrame) {
    guard settings.folder != nil else { return }
    let analysis = analyzed.analysis
    rule.see(faces: analysis.faces.count, at: analysis.time)
    for seen in delay.push(analyzed.frame, analysis) { keep(seen) }
  }

  /// Records from now on.
  ///
  /// - Parameter length: how long; nil for until it is stopped.
  /// - Throws: ``Daemon/DaemonError/noRecordingFolder``.
  func begin(for length: Duration?) throws {
    guard settings.folder != nil else { throw DaemonError.noRecordingFolder }
    rule.request(for: length)
  }

  /// Ends what was asked for.
  func stop() { rule.stop() }

  /// Keeps one picture.
  ///
  /// - Returns: the file's path.
  /// - Throws: ``Daemon/DaemonError`` where none may be kept or none is there.
  func snapshot() throws -> String {
    guard let folder = settings.folder else { throw DaemonError.noRecordingFolder }
    guard settings.privacy != .eventsOnly else { throw DaemonError.noPictures }
    guard let seen = delay.oldest, let picture = try picture(of: seen) else {
      throw DaemonError.noFrame
    }
    return try Snapshot.write(picture, in: "\(folder)/snapshots")
  }

  /// The stream is interrupted or over: what waits is kept as far as it is wanted, and the recording
  /// is completed.
  func finish() {
    for seen in delay.drain() { keep(seen) }
    endRecording()
  }

  private static func length(_ settings: RecordingSettings) -> Duration {
    FrameDelay.length(before: .seconds(settings.beforeSeconds), privacy: settings.privacy)
  }

  private func keep(_ seen: FrameDelay.Seen) {
    lastTime = seen.analysis.time
    guard rule.wants(lastTime) else { return endRecording() }
    guard outage.mayTry(at: lastTime) else { return }
    do {
      try write(picture(of: seen), seen)
      if outage.isOn, let recording, recording.time > Self.trial { succeed(recording) }
    } catch {
      giveUp(because: error)
    }
  }

  private func succeed(_ recording: Recording) {
    if outage.succeed() { log.notice("recording works again: \(recording.folder.path)") }
  }

  /// Ends a recording that can't go on; what it has stays.
  private func giveUp(because error: any Error) {
    let failed = recording
    recording = nil
    // Why it can't go on is known; a full disk also keeps it from being completed.
    try? failed?.finish(statistics())
    if let failed, failed.isEmpty { failed.folder.remove() }
    if outage.fail(at: lastTime) { log.error("recording: \(error); it is tried again") }
  }

  private func write(_ picture: ColorImage?, _ seen: FrameDelay.Seen) throws {
    let time = seen.analysis.time
    if let recording, recording.fits(picture),
      recording.time < .seconds(settings.longestSeconds)
    {
      try recording.write(picture, at: time)
    } else {
      endRecording()
      guard let folder = settings.folder else { return }
      let begun = try Recording(
        below: folder, first: picture, at: time, record: record, hub: hub)
      recording = begun
      log.log(level: outage.isOn ? .debug : .notice, "recording to \(begun.folder.path)")
    }
    try hub.take(seen.analysis, of: seen.frame)
  }

  /// The picture as it is kept; nil where none is.
  private func picture(of seen: FrameDelay.Seen) throws -> ColorImage? {
    guard settings.privacy != .eventsOnly else { return nil }
    var image = try seen.frame.color()
    PrivacyMask.hide(seen.faces, by: settings.privacy, in: &image)
    if settings.overlay { try renderer.draw(seen.analysis, on: &image) }
    return image
  }

  private func endRecording() {
    guard let recording else { return }
    do {
      try recording.finish(statistics())
      log.notice("recorded \(recording.folder.path)")
      succeed(recording)
      self.recording = nil
    } catch {
      giveUp(because: error)
    }
  }
}
