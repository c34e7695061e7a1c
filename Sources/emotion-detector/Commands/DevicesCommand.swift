import ArgumentParser
import Foundation
import Video

/// `devices`: the cameras and what they offer.
struct DevicesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices", abstract: "Lists the cameras and what they offer.")

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  func run() throws {
    let list = CameraList.discover()
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try StandardOutput.write(String(decoding: try encoder.encode(list), as: UTF8.self) + "\n")
      return
    }
    for camera in list.cameras { try StandardOutput.write(Self.text(camera)) }
    for device in list.unreadable { StandardError.write("emotion-detector: \(device.error)\n") }
    if list.cameras.isEmpty {
      try StandardOutput.write("no cameras\n")
    }
  }

  private static func text(_ camera: CameraInfo) -> String {
    var lines = ["\(camera.path): \(camera.card)", "  driver: \(camera.driver), at \(camera.bus)"]
    if let name = camera.stableName { lines.insert("  stable name: \(name)", at: 1) }
    for format in camera.formats {
      let mark = format.isSupported ? "" : " (can't be used)"
      lines.append("  \(format.pixelFormat) \(format.description)\(mark)")
      lines += format.sizes.map { "    \(size($0))" }
    }
    if !camera.controls.isEmpty { lines.append("  controls:") }
    lines += camera.controls.map { "    \(text($0))" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Such as "Brightness = 100 (0...255; default 128)".
  static func text(_ control: CameraControl) -> String {
    let value = control.value.map { " = \(control.text(for: $0))" } ?? ""
    var notes = [control.allowed]
    if control.kind != .button { notes.append("default \(control.text(for: control.default))") }
    if control.isInactive { notes.append("without effect at the moment") }
    return "\(control.name)\(value) (\(notes.joined(separator: "; ")))"
  }

  private static func size(_ size: CameraFrameSize) -> String {
    let least = size.minimum.map { "\($0.width)x\($0.height) to " } ?? ""
    let rates = size.rates.map { String(format: "%g", $0) }
    let joined = rates.joined(separator: size.ratesAreRange ? " to " : ", ")
    return "\(least)\(size.width)x\(size.height)" + (rates.isEmpty ? "" : " at \(joined) fps")
  }
}
