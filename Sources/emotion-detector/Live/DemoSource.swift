import Foundation
import Imaging
import Pictures
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
  private let portraits: [ColorImage]
  private let background: ColorImage
  private let stop = StopSignal()
  private var count = 0
  private var start: ContinuousClock.Instant?

  /// - Throws: the error of `Pictures` where the built-in pictures can't be read.
  init() throws {
    portraits = [
      try Picture.decode(PackageResources.astronaut_jpg, name: "demo picture astronaut"),
      try Picture.decode(PackageResources.grace_hopper_jpg, name: "demo picture grace hopper"),
    ]
    background = Self.makeBackground()
  }

  func interrupt() { stop.request() }

  func next() throws -> Frame? {
    let start = start ?? .now
    self.start = start
    let early = start + Self.interval * count - .now
    if early > .zero { stop.wait(atMost: early) }
    if stop.isRequested { return nil }
    defer { count += 1 }
    let image = scene(at: Double(count) / 25)
    return Frame(
      index: count, time: Self.interval * count, gray: image.gray(), makeColor: { image })
  }

  /// The picture at a time in seconds.
  private func scene(at seconds: Double) -> ColorImage {
    var image = background
    for (index, portrait) in portraits.enumerated() {
      let phase = seconds * 0.9 + Double(index) * 2
      let home = Self.width * (2 * index + 1) / 4 - portrait.width / 2
      let x = home + Int((sin(phase) * 18).rounded())
      let y = (Self.height - portrait.height) / 2 + Int((cos(phase * 0.7) * 40).rounded())
      Self.paste(portrait, on: &image, x: x, y: y)
    }
    return image
  }

  /// Copies a picture that lies inside the other; rows that don't are left out.
  private static func paste(_ part: ColorImage, on image: inout ColorImage, x: Int, y: Int) {
    let visible = image.bounds.intersection(
      Rect(x: x, y: y, width: part.width, height: part.height))
    for row in 0..<visible.height {
      let source = ((visible.y + row - y) * part.width + visible.x - x) * 4
      let target = ((visible.y + row) * image.width + visible.x) * 4
      let length = visible.width * 4
      image.bytes.replaceSubrange(
        target..<target + length, with: part.bytes[source..<source + length])
    }
  }

  private static func makeBackground() -> ColorImage {
    var image = ColorImage(width: width, height: height)
    for y in 0..<height {
      let shade = UInt8(52 + y * 36 / height)
      for x in 0..<width {
        let pixel = (y * width + x) * 4
        image.bytes[pixel] = shade + 14
        image.bytes[pixel + 1] = shade + 4
        image.bytes[pixel + 2] = shade
      }
    }
    return image
  }
}
