import Foundation
import Imaging
import Video

/// A source of as many small frames as a test asks for.
final class ScriptedSource: FrameSource, @unchecked Sendable {
  // Unchecked: `count` belongs to the capture thread, the rest is used under
  // `lock`.

  struct Unplugged: Error {}

  let name = "scripted"
  private let frames: Int
  private let sequenceStep: UInt32
  private let ending: (any Error)?
  private let age: Duration
  private let permission: DispatchSemaphore?
  private let meanwhile: @Sendable (Int) -> Void
  private let lock = NSLock()
  private var isInterrupted = false
  private var hasBeenClosed = false
  private var count = 0

  /// - Parameters:
  ///   - frames: how many there are.
  ///   - sequenceStep: by how much the driver's number grows from one to the next.
  ///   - waitsForPermission: each frame comes only after a call of ``permit()``.
  ///   - ending: what is thrown at the end instead of ending quietly.
  ///   - age: how long before its arrival each was captured.
  ///   - meanwhile: happens while a frame, whose number it gets, is on its way out of ``next()``.
  init(
    frames: Int, sequenceStep: UInt32 = 1, waitsForPermission: Bool = false,
    endsWith ending: (any Error)? = nil, age: Duration = .zero,
    meanwhile: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.frames = frames
    self.sequenceStep = sequenceStep
    self.ending = ending
    self.age = age
    self.meanwhile = meanwhile
    permission = waitsForPermission ? DispatchSemaphore(value: 0) : nil
  }

  func permit() { permission?.signal() }

  func next() throws -> Frame? {
    permission?.wait()
    if lock.withLock({ isInterrupted }) { return nil }
    guard count < frames else {
      if let ending { throw ending }
      return nil
    }
    defer { count += 1 }
    meanwhile(count)
    let gray = GrayImage(width: 4, height: 3)
    return Frame(
      index: count, sequence: 100 &+ UInt32(truncatingIfNeeded: count) &* sequenceStep,
      time: .milliseconds(33 * count), captured: .now - age, gray: gray,
      makeColor: { ColorImage(gray) })
  }

  /// Whether it was let go of.
  var isClosed: Bool { lock.withLock { hasBeenClosed } }

  func close() { lock.withLock { hasBeenClosed = true } }

  func interrupt() {
    lock.withLock { isInterrupted = true }
    permission?.signal()
  }
}
