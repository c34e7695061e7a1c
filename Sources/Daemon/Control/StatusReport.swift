/// How the daemon is doing.
package struct StatusReport: Codable, Sendable, Equatable {
  package enum State: String, Codable, Sendable {
    /// Frames come and are analysed.
    case running
    /// The camera is away and is looked for.
    case waiting
    /// The camera is closed, as somebody asked.
    case paused
  }

  /// One way that events go.
  package struct Output: Codable, Sendable, Equatable {
    package var name: String
    package var lines: Int
    package var dropped: Int

    package init(name: String, lines: Int, dropped: Int) {
      self.name = name
      self.lines = lines
      self.dropped = dropped
    }
  }

  /// From a frame's capture to its event, over the last frames, in milliseconds.
  package struct Latency: Codable, Sendable, Equatable {
    package var medianMs: Double
    package var p95Ms: Double
    package var p99Ms: Double

    package init(medianMs: Double, p95Ms: Double, p99Ms: Double) {
      self.medianMs = medianMs
      self.p95Ms = p95Ms
      self.p99Ms = p99Ms
    }
  }

  package var version: String
  package var state: State
  package var source: String
  /// Why it waits.
  package var reason: String?
  package var uptimeSeconds: Double
  package var framesPerSecond: Double
  /// Faces in the frame analysed last.
  package var faces: Int
  package var captured: Int
  package var analysed: Int
  package var dropped: Int
  package var reconnects: Int
  /// How long ago a frame was analysed last; nil before the first.
  package var lastFrameSeconds: Double?
  package var latency: Latency?
  /// The folder of the recording that goes on.
  package var recording: String?
  package var outputs: [Output]
  /// Readers of the events socket.
  package var readers: Int
  /// Events and recordings that are kept, in bytes.
  package var storageBytes: Int

  package init(
    version: String, state: State, source: String, reason: String?, uptimeSeconds: Double,
    framesPerSecond: Double, faces: Int, counts: (captured: Int, analysed: Int, dropped: Int),
    reconnects: Int, lastFrameSeconds: Double?, latency: Latency?, recording: String?,
    outputs: [Output], readers: Int, storageBytes: Int
  ) {
    self.version = version
    self.state = state
    self.source = source
    self.reason = reason
    self.uptimeSeconds = uptimeSeconds
    self.framesPerSecond = framesPerSecond
    self.faces = faces
    captured = counts.captured
    analysed = counts.analysed
    dropped = counts.dropped
    self.reconnects = reconnects
    self.lastFrameSeconds = lastFrameSeconds
    self.latency = latency
    self.recording = recording
    self.outputs = outputs
    self.readers = readers
    self.storageBytes = storageBytes
  }
}
