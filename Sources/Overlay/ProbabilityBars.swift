import EmotionRecognition
import Graphics
import Imaging

/// The panel at a face that shows every emotion's probability: names and bars, or bars alone
/// where there is little room.
struct ProbabilityBars {
  /// How much a panel says, from most to least.
  enum Form: CaseIterable {
    case named
    case compact
  }

  /// One emotion's line.
  struct Row {
    let label: String
    let probability: Double
    let color: Color
  }

  let form: Form
  let rows: [Row]
  /// Size of the panel in pixels.
  let width: Int
  let height: Int
  private let font: Font
  private let padding: Int
  private let rowHeight: Int
  private let nameWidth: Int
  private let barWidth: Int

  /// A model with more labels than this shows its most probable ones.
  private static let mostRows = 8

  init(rows: [Row], form: Form, fontSize: Double, face: Rect, on canvas: borrowing Canvas) {
    self.rows = rows
    self.form = form
    font = Font(size: max(8, (fontSize * 0.82).rounded()))
    switch form {
    case .named:
      var widest = 0.0
      for row in rows { widest = max(widest, canvas.measure(row.label, font: font).width) }
      padding = Int((font.size * 0.5).rounded())
      rowHeight = Int((font.size * 1.35).rounded())
      nameWidth = Int(widest.rounded(.up)) + padding
      barWidth = Int((font.size * 4.5).rounded())
    case .compact:
      padding = max(2, Int((font.size * 0.3).rounded()))
      rowHeight = max(3, Int((font.size * 0.45).rounded()))
      nameWidth = 0
      barWidth = max(12, min(Int(font.size * 5), face.width * 2 / 5))
    }
    width = 2 * padding + nameWidth + barWidth
    height = 2 * padding + rows.count * rowHeight
  }

  /// The rows of a face in the order of the model's labels; empty where no classifier ran.
  static func rows(of face: FaceObservation, labels: [String]) -> [Row] {
    guard face.probabilities.count == labels.count else { return [] }
    var shown = Array(labels.indices)
    if shown.count > mostRows {
      let ranked = shown.sorted { face.probabilities[$0] > face.probabilities[$1] }
      shown = ranked.prefix(mostRows).sorted()
    }
    return shown.map { index in
      let probability = Double(face.probabilities[index])
      return Row(
        label: labels[index], probability: probability.isNaN ? 0 : min(1, max(0, probability)),
        color: EmotionPalette.color(of: labels[index], at: index))
    }
  }

  /// Where the panel may stand at a face, best first: beside it, below it, above it.
  func rooms(at box: Rect) -> [Rect] {
    let gap = padding
    let middle = box.x + (box.width - width) / 2
    let places = [
      (box.maxX + gap, box.y), (box.x - width - gap, box.y),
      (box.maxX + gap, box.maxY - height), (box.x - width - gap, box.maxY - height),
      (box.x, box.maxY + gap), (box.maxX - width, box.maxY + gap), (middle, box.maxY + gap),
      (box.x, box.y - height - gap), (box.maxX - width, box.y - height - gap),
    ]
    return places.map { Rect(x: $0.0, y: $0.1, width: width, height: height) }
  }

  /// Where the compact panel stands when there is no room outside the box: in its lower corners.
  func roomsInside(_ box: Rect) -> [Rect] {
    let gap = padding + 2
    guard 2 * (width + gap) <= box.width && 2 * (height + gap) <= box.height else { return [] }
    let y = box.maxY - height - gap
    return [box.x + gap, box.maxX - width - gap].map {
      Rect(x: $0, y: y, width: width, height: height)
    }
  }

  func draw(in room: Rect, on canvas: borrowing Canvas) {
    canvas.fill(
      room, color: Panel.background, cornerRadius: form == .named ? font.size * 0.5 : 2)
    for (index, row) in rows.enumerated() {
      let top = room.y + padding + index * rowHeight
      if form == .named {
        let baseline = Double(top) + (Double(rowHeight) + font.capHeight) / 2
        canvas.draw(
          row.label, at: Point(x: Double(room.x + padding), y: baseline), font: font,
          color: Panel.text)
      }
      drawBar(row, left: room.x + padding + nameWidth, top: top, on: canvas)
    }
  }

  private func drawBar(_ row: Row, left: Int, top: Int, on canvas: borrowing Canvas) {
    let thickness = max(2, form == .named ? rowHeight / 2 : rowHeight - 1)
    let y = top + (rowHeight - thickness) / 2
    let radius = form == .named ? Double(thickness) / 2 : 0
    let track = Rect(x: left, y: y, width: barWidth, height: thickness)
    canvas.fill(track, color: Color.white.withAlpha(0.16), cornerRadius: radius)
    let filled = Int((Double(barWidth) * row.probability).rounded())
    guard filled > 0 else { return }
    canvas.clipped(to: track, cornerRadius: radius) { canvas in
      canvas.fill(Rect(x: left, y: y, width: filled, height: thickness), color: row.color)
    }
  }
}
