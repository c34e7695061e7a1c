import EmotionRecognition
import Video

/// A frame of the daemon's stream with what was found in it.
struct AnalyzedFrame: Sendable {
  let frame: Frame
  let analysis: FrameAnalysis
}
