import EmotionRecognition
import Foundation

/// The analyser in use, which a reload may replace between two frames.
final class AnalyzerSlot: @unchecked Sendable {
  // Unchecked: `analyzer` is used under `lock`.
  private let lock = NSLock()
  private var analyzer: FrameAnalyzer

  init(_ analyzer: FrameAnalyzer) { self.analyzer = analyzer }

  var current: FrameAnalyzer { lock.withLock { analyzer } }

  func replace(by new: FrameAnalyzer) { lock.withLock { analyzer = new } }
}
