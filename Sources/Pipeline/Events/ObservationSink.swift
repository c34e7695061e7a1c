import EmotionRecognition
import Foundation

/// Where the faces of each frame go: an events file, standard output.
package protocol ObservationSink: AnyObject {
  /// Takes what was found in a frame.
  ///
  /// - Parameter wallTime: when the frame was taken, for live streams; nil for files.
  func write(_ analysis: FrameAnalysis, wallTime: Date?) throws

  /// Completes what was written; nothing is written after it.
  func finish() throws
}
