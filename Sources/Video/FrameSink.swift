import Imaging

/// Where finished pictures go: a video file, a window.
package protocol FrameSink: AnyObject {
  /// Takes a picture that belongs at `time` since the stream's first frame. Times never go back.
  func write(_ image: ColorImage, time: Duration) throws

  /// Completes what was written; nothing is written after it.
  func finish() throws
}
