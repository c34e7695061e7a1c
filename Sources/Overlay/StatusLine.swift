import Graphics
import Imaging

/// The pills along the picture's upper edge: mode and recording on the left, figures on the right.
package struct StatusLine {
  private struct Item {
    let pill: Panel.Pill
    let x: Int
    let y: Int
  }

  private var items: [Item] = []

  /// The rooms the pills take.
  var rooms: [Rect] {
    items.map { Rect(x: $0.x, y: $0.y, width: $0.pill.width, height: $0.pill.height) }
  }

  /// - Parameter showsFigures: whether rates and losses are shown beside the mode.
  init(
    _ status: OverlayStatus, showsFigures: Bool, scale: OverlayScale, on canvas: borrowing Canvas
  ) {
    let font = Font(size: scale.fontSize, weight: .bold)
    var x = scale.margin
    let marks = Self.marks(of: status, font: font, room: canvas.bounds.width, on: canvas)
    for pill in marks where x + pill.width + scale.margin <= canvas.bounds.width {
      items.append(Item(pill: pill, x: x, y: scale.margin))
      x += pill.width + scale.margin / 2
    }
    guard showsFigures else { return }
    let regular = Font(size: scale.fontSize)
    let room = canvas.bounds.width - scale.margin - x
    for text in Self.figures(of: status) where !text.isEmpty {
      let pill = Panel.Pill(text, font: regular, on: canvas)
      guard pill.width <= room else { continue }
      let right = canvas.bounds.width - scale.margin - pill.width
      items.append(Item(pill: pill, x: right, y: scale.margin))
      return
    }
  }

  func draw(on canvas: borrowing Canvas) {
    for item in items { item.pill.draw(atX: item.x, y: item.y, on: canvas) }
  }

  private static func marks(
    of status: OverlayStatus, font: Font, room: Int, on canvas: borrowing Canvas
  ) -> [Panel.Pill] {
    var pills: [Panel.Pill] = []
    switch status.mode {
    case .live: pills.append(Panel.Pill("LIVE", dot: Color(0x2ED573), font: font, on: canvas))
    case .paused: pills.append(Panel.Pill("PAUSED", dot: Color(0xF0E442), font: font, on: canvas))
    case .demo: pills.append(Panel.Pill("DEMO", dot: Color(0x56B4E9), font: font, on: canvas))
    case .file(let name):
      let short = canvas.shortened(name, font: font, toWidth: Double(room) * 0.35)
      pills.append(Panel.Pill(short, dot: Color(0x56B4E9), font: font, on: canvas))
    }
    if let time = status.recordingTime {
      pills.append(
        Panel.Pill("REC \(clock(time))", dot: Color(0xFF3B30), font: font, on: canvas))
    }
    return pills
  }

  /// The figures in words, from the longest text to the shortest.
  package static func figures(of status: OverlayStatus) -> [String] {
    let rate = status.framesPerSecond.map { "\(rounded($0)) fps" }
    let analyses = status.analysesPerSecond.map { "analysis \(rounded($0))/s" }
    let latency = status.latency.map { "\(rounded(milliseconds($0))) ms" }
    let dropped = status.droppedFrames.map { "\($0) dropped" }
    let texts = [[rate, analyses, latency, dropped], [rate, latency, dropped], [rate, dropped]]
    return texts.map { $0.compactMap(\.self).joined(separator: "   ") }
  }

  /// Hours (where there are any), minutes and seconds: "01:23", "1:02:03".
  package static func clock(_ time: Duration) -> String {
    let seconds = max(0, time.components.seconds)
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let minutes = "\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    return seconds < 3600 ? minutes : "\(seconds / 3600):\(minutes)"
  }

  private static func rounded(_ value: Double) -> String {
    value.isFinite ? "\(Int(min(max(0, value), 1e6).rounded()))" : "-"
  }

  private static func milliseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1000 + Double(duration.components.attoseconds) / 1e15
  }
}
