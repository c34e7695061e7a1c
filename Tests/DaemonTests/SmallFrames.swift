import EmotionRecognition
import Foundation
import Imaging
import Video

/// A stream of small frames without end, one at a time as somebody allows it.
final class SmallFrames: FrameSource, @unchecked Sendable {
  // Unchecked: `count` belongs to the capture thread, `isInterrupted` is used under `lock`.
  let name = "small"
  private let permission = DispatchSemaphore(value: 0)
  private let lock = NSLock()
  private var isInterrupted = false
  private var count = 0

  func permit() { permission.signal() }

  func next() -> Frame? {
    permission.wait()
    if lock.withLock({ isInterrupted }) { return nil }
    defer { count += 1 }
    return Self.frame(count)
  }

  func interrupt() {
    lock.withLock { isInterrupted = true }
    permission.signal()
  }

  /// A gray frame of 40x30, ten a second.
  static func frame(_ number: Int) -> Frame {
    let gray = GrayImage(width: 40, height: 30)
    return Frame(
      index: number, time: .milliseconds(100 * number), gray: gray,
      makeColor: { ColorImage(gray) })
  }

  /// What is found in it: a face at each of the boxes, by id.
  static func analysis(_ number: Int, _ faces: [Int: Rect] = [:]) -> FrameAnalysis {
    FrameAnalysis(
      frame: number, time: .milliseconds(100 * number), width: 40, height: 30, labels: [],
      faces: faces.map { FaceObservation(id: $0.key, box: $0.value, detected: true, score: 1) })
  }
}
