import Foundation
import Video

/// Captures from a camera and says what came, for the tests that run beside real drivers.
///
///     camera-probe list
///     camera-probe capture DEVICE FORMAT|- WIDTH HEIGHT RATE SECONDS [FILE]
///
/// `list` prints the cameras as JSON. `capture` prints one JSON line; FILE receives the last
/// frame's gray levels followed by its colours (4 bytes a pixel).
@main
struct CameraProbe {
  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      print("error: \(error)")
      exit(1)
    }
  }

  static func run(_ arguments: [String]) throws {
    switch arguments.first {
    case "list":
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(CameraList.discover()), as: UTF8.self))
    case "capture" where arguments.count >= 7:
      try capture(arguments)
    default:
      print("usage: camera-probe list | capture DEVICE FORMAT|- WIDTH HEIGHT RATE SECONDS [FILE]")
      exit(64)
    }
  }

  static func capture(_ arguments: [String]) throws {
    let wish = CameraWish(
      width: Int(arguments[3]), height: Int(arguments[4]),
      framesPerSecond: Double(arguments[5]) ?? 30,
      pixelFormat: arguments[2] == "-" ? nil : PixelFormat(arguments[2]))
    let source = try CameraSource(device: arguments[1], mode: wish)
    let end = ContinuousClock.now + .seconds(Double(arguments[6]) ?? 3)
    var last: Frame?
    var failure: (any Error)?
    do {
      while ContinuousClock.now < end, let frame = try source.next() {
        if let before = last, frame.time < before.time { print("time went back") }
        last = frame
      }
    } catch {
      failure = error
    }
    report(source, last, failure)
    if let last, arguments.count > 7 {
      let bytes = last.gray.pixels + (try last.color().bytes)
      try Data(bytes).write(to: URL(fileURLWithPath: arguments[7]))
    }
    if failure != nil { exit(1) }
  }

  static func report(_ source: CameraSource, _ last: Frame?, _ failure: (any Error)?) {
    let counts = source.statistics
    let fields = [
      "\"format\":\"\(source.format)\"", "\"captured\":\(counts.captured)",
      "\"delivered\":\(counts.delivered)", "\"stale\":\(counts.stale)",
      "\"lost\":\(counts.lost)", "\"damaged\":\(counts.damaged)",
      "\"time\":\((last?.time ?? .zero) / .seconds(1))",
      "\"error\":\"\(failure.map { "\($0)" } ?? "")\"",
    ]
    print("{\(fields.joined(separator: ","))}")
  }
}
