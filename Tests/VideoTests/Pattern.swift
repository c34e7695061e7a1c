import Imaging
import Video

/// Pictures that a test can tell apart.
enum Pattern {
  /// A coloured ramp with a brightness step that moves with `frame`.
  static func color(width: Int, height: Int, frame: Int = 0) -> ColorImage {
    var image = ColorImage(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width {
        let pixel = (y * width + x) * 4
        let step = (x + y + 4 * frame) / 8 % 2 * 60
        image.bytes[pixel] = UInt8(40 + 80 * x / width + step)
        image.bytes[pixel + 1] = UInt8(80 + step)
        image.bytes[pixel + 2] = UInt8(40 + 80 * y / height + step)
      }
    }
    return image
  }
}

/// A source of small frames at given times.
// Sendable: tests use it from one thread.
final class ScriptedFrames: FrameSource, @unchecked Sendable {
  let name = "script"
  private var times: [Duration]
  private var index = 0

  init(times: [Duration]) { self.times = times }

  func next() throws -> Frame? {
    guard !times.isEmpty else { return nil }
    let image = GrayImage(width: 2, height: 2, filledWith: UInt8(index))
    defer { index += 1 }
    return Frame(index: index, time: times.removeFirst(), gray: image) { ColorImage(image) }
  }

  func interrupt() { times = [] }
}
