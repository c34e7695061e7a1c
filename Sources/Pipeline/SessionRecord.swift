import Files
import Foundation

/// What `session.json` tells of a recording or an events file: what it was made with.
package struct SessionRecord: Codable, Sendable, Equatable {
  /// A file that took part, with its SHA-256 checksum.
  package struct UsedFile: Codable, Sendable, Equatable {
    package var path: String
    package var sha256: String

    /// - Throws: ``Files/FileError`` where the file can't be read.
    package init(path: String) throws {
      self.path = path
      sha256 = try SHA256.ofFile(path)
    }
  }

  /// The settings that decide what is found and shown.
  package struct Thresholds: Codable, Sendable, Equatable {
    package var minFace: Int?
    package var minNeighbors: Int
    package var scaleFactor: Double
    package var confidence: Double
    package var smoothingSeconds: Double

    package init(
      minFace: Int?, minNeighbors: Int, scaleFactor: Double, confidence: Double,
      smoothingSeconds: Double
    ) {
      self.minFace = minFace
      self.minNeighbors = minNeighbors
      self.scaleFactor = scaleFactor
      self.confidence = confidence
      self.smoothingSeconds = smoothingSeconds
    }
  }

  /// How much went through.
  package struct Counts: Codable, Sendable, Equatable {
    /// Frames the source has made, by the driver's sequence where there is one.
    package var captured = 0
    /// Frames that were analysed.
    package var analysed = 0
    /// Frames that were not: captured less analysed.
    package var dropped = 0
    /// Faces found, summed over the frames.
    package var faces = 0
    /// Frames written to the video; nil where none was.
    package var recorded: Int?
    /// Frames the recorder had to leave out; nil where no video was written.
    package var recorderOverflow: Int?
    /// Times a lost camera was opened again; nil for files.
    package var reconnects: Int?

    package init() {}
  }

  /// How long results took, in milliseconds.
  package struct Latency: Codable, Sendable, Equatable {
    /// Half of the frames took at most so long.
    package var median: Double
    /// 95 of 100 frames took at most so long.
    package var p95: Double

    /// - Returns: nil where nothing was measured.
    package init?(_ meter: LatencyMeter) {
      guard let median = meter.percentile(50), let p95 = meter.percentile(95) else { return nil }
      func rounded(_ time: Duration) -> Double { (time / .milliseconds(1) * 10).rounded() / 10 }
      self.median = rounded(median)
      self.p95 = rounded(p95)
    }
  }

  package var schema = 1
  package var program = "emotion-detector"
  package var version: String
  /// The file or device.
  package var source: String
  /// The capture mode; nil for files.
  package var mode: String?
  package var model: UsedFile
  package var cascade: UsedFile
  package var labels: [String]
  /// How frames were scanned for faces, `tracking` or `full-scan`.
  package var faceSearch: String
  package var thresholds: Thresholds
  /// When it began, RFC 3339.
  package var started: String
  /// When it ended; nil while it goes on, or where the program was killed.
  package var ended: String?
  package var counts: Counts
  /// From the capture of a frame, by the camera's clock, to its event; nil for files.
  package var latencyMilliseconds: Latency?
  /// From the capture of a frame to its being on the screen; nil without a window.
  package var screenLatencyMilliseconds: Latency?
  /// Whether what was seen is the built-in demo.
  package var demo: Bool?

  package init(
    version: String, source: String, mode: String? = nil, model: UsedFile, cascade: UsedFile,
    labels: [String], faceSearch: String, thresholds: Thresholds, started: Date,
    counts: Counts = Counts()
  ) {
    self.version = version
    self.source = source
    self.mode = mode
    self.model = model
    self.cascade = cascade
    self.labels = labels
    self.faceSearch = faceSearch
    self.thresholds = thresholds
    self.started = JSONText.timestamp(started)
    self.counts = counts
  }

  /// Writes it as JSON in one step: a reader sees the old file or the new one, never a part.
  ///
  /// - Parameter mode: the permissions of the file, less the process's mask.
  /// - Throws: ``Files/FileError/system(path:operation:errno:)``.
  package func write(to path: String, mode: mode_t = 0o666) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    try FileReplacement.write(
      [UInt8](encoder.encode(self)) + [UInt8(ascii: "\n")], to: path, mode: mode)
  }

  /// The name beside an events file: `faces.jsonl` has `faces.session.json`.
  package static func path(besideEvents path: String) -> String {
    let url = URL(fileURLWithPath: path)
    return url.deletingPathExtension().path + ".session.json"
  }
}
