import EmotionRecognition
import Graphics
import Imaging

/// The chip at a face: "happy 91 %".
package struct LabelChip {
  let text: String
  let color: Color
  let font: Font
  /// Size of the chip in pixels.
  let width: Int
  let height: Int
  private let padding: Double

  /// The chip of a face; nil where no classifier ran, or where the picture is too small for it.
  init?(
    of face: FaceObservation, color: Color, fontSize: Double, in picture: Rect,
    on canvas: borrowing Canvas
  ) {
    guard face.emotion != nil || !face.probabilities.isEmpty else { return nil }
    let words = Self.text(of: face)
    var font = Font(size: fontSize, weight: .bold)
    var extent = canvas.measure(words, font: font)
    let room = Double(picture.width) - fontSize
    if extent.width > room {
      font = font.scaled(by: max(0.5, room / extent.width))
      extent = canvas.measure(words, font: font)
    }
    text = words
    self.color = color
    self.font = font
    padding = (font.size * 0.5).rounded()
    width = Int((extent.width + 2 * padding).rounded(.up))
    height = Int((font.size * 1.55).rounded(.up))
    guard width <= picture.width && height <= picture.height else { return nil }
  }

  /// Where the chip may stand at a face, best first: above, below, then inside the box.
  func rooms(at box: Rect) -> [Rect] {
    let gap = max(1, Int(font.size * 0.25))
    let right = box.maxX - width
    let (above, below) = (box.y - height - gap, box.maxY + gap)
    let places = [
      (box.x, above), (right, above), (box.x, below), (right, below),
      (box.x + gap, box.y + gap), (box.x + gap, box.maxY - height - gap),
      (box.maxX + gap, box.y), (box.x - width - gap, box.y),
    ]
    return places.map { Rect(x: $0.0, y: $0.1, width: width, height: height) }
  }

  func draw(in room: Rect, on canvas: borrowing Canvas) {
    let radius = Double(height) * 0.32
    canvas.fill(room, color: color.withAlpha(0.95), cornerRadius: radius)
    canvas.stroke(
      room, color: Color.black.withAlpha(0.35), lineWidth: max(1, font.size * 0.07),
      cornerRadius: radius)
    let baseline = Double(room.y) + (Double(height) + font.capHeight) / 2
    canvas.draw(
      text, at: Point(x: Double(room.x) + padding, y: baseline), font: font,
      color: color.readableText)
  }

  /// "happy 91 %", or "uncertain" where no emotion is sure enough.
  package static func text(of face: FaceObservation) -> String {
    guard let emotion = face.emotion else { return "uncertain" }
    guard let confidence = face.confidence, confidence.isFinite else { return emotion }
    // 100 % would claim too much: what rounds to it is shown as 99.
    return "\(emotion) \(min(99, max(0, Int((confidence * 100).rounded())))) %"
  }
}
