import EmotionRecognition
import Foundation

/// Writes events, each as soon as it is known: a reader of the file or pipe has whole lines at
/// once, and whatever ends the program leaves them.
package final class EventWriter: ObservationSink {
  private let format: EventFormat
  private let source: String
  private let output: any EventOutput
  private var hasHeader = false
  /// Frames written.
  package private(set) var frameCount = 0
  /// Faces written, summed over the frames.
  package private(set) var faceCount = 0

  /// - Parameters:
  ///   - source: the file or device the frames come from.
  ///   - output: where the text goes.
  package init(_ format: EventFormat, source: String, to output: any EventOutput) {
    self.format = format
    self.source = source
    self.output = output
  }

  package func write(_ analysis: FrameAnalysis, wallTime: Date?) throws {
    var lines: [String]
    switch format {
    case .jsonLines:
      lines = [JSONEvent.line(analysis, source: source, wallTime: wallTime)]
    case .csv:
      lines = CSVEvent.rows(analysis, source: source, wallTime: wallTime)
      if !hasHeader { lines.insert(CSVEvent.header(labels: analysis.labels), at: 0) }
      hasHeader = true
    }
    try output.write(lines.map { $0 + "\n" }.joined())
    frameCount += 1
    faceCount += analysis.faces.count
  }

  package func finish() throws { try output.close() }
}
