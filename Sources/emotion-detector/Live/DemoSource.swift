import Foundation
import Imaging
import Pipeline
import Video

/// The built-in demo: two portraits in the public domain that drift across a plain background, as
/// a stream of 640x480 at 25 frames a second.
final class DemoSource: FrameSource, @unchecked Sendable {
  // Unchecked: `count` and `start` belong to the one thread that calls `next`.
  private static let width = 640
  private static let height = 480
  private static let interval: Duration = .milliseconds(40)

  let name = "demo"
  private let scene: PortraitScene
  private let stop = StopSignal()
  private var count = 0
  private var start: ContinuousClock.Instant?

  /// - Throws: the error of `Pictures` where the built-in pictures can't be read.
  init() throws {
    scene = try PortraitScene(width: Self.width, height: Self.height)
  }

  func interrupt() { stop.request() }

  func next() throws -> Frame? {
    let start = start ?? .now
    self.start = start
    let early = start + Self.interval * count - .now
    if early > .zero { stop.wait(atMost: early) }
    if stop.isRequested { return nil }
    defer { count += 1 }
    let image = picture(at: Double(count) / 25)
    return Frame(
      index: count, time: Self.interval * count, gray: image.gray(), makeColor: { image })
  }

  /// The picture at a time in seconds.
  private func picture(at seconds: Double) -> ColorImage {
    scene.image(
      scene.portraits.enumerated().map { index, portrait in
        let phase = seconds * 0.9 + Double(index) * 2
        let home = Self.width * (2 * index + 1) / 4 - portrait.width / 2
        return PortraitScene.Place(
          portrait: index, x: home + Int((sin(phase) * 18).rounded()),
          y: (Self.height - portrait.height) / 2 + Int((cos(phase * 0.7) * 40).rounded()))
      })
  }
}
