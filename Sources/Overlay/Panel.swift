import Graphics
import Imaging

/// The dark, slightly transparent ground that text stands on, and the pills made of it.
enum Panel {
  static let background = Color(0x14171C, alpha: 0.72)
  static let text = Color(0xF4F6F8)
  static let faintText = Color(0xB9C0C8)

  /// One line of text on a ground with round ends, a coloured dot before it where asked for.
  struct Pill {
    let text: String
    let dot: Color?
    let font: Font
    let textColor: Color
    /// Size in pixels.
    let width: Int
    let height: Int

    init(
      _ text: String, dot: Color? = nil, font: Font, textColor: Color = Panel.text,
      on canvas: borrowing Canvas
    ) {
      self.text = text
      self.dot = dot
      self.font = font
      self.textColor = textColor
      let words = canvas.measure(text, font: font).width
      let dotRoom = dot == nil ? 0 : font.size * 0.85
      width = Int((words + dotRoom + font.size * 1.3).rounded(.up))
      height = Int((font.size * 1.7).rounded(.up))
    }

    func draw(atX x: Int, y: Int, on canvas: borrowing Canvas) {
      let room = Rect(x: x, y: y, width: width, height: height)
      canvas.fill(room, color: Panel.background, cornerRadius: Double(height) * 0.36)
      var left = Double(x) + font.size * 0.65
      if let dot {
        let radius = font.size * 0.31
        let center = Point(x: left + radius, y: Double(y) + Double(height) / 2)
        canvas.fill(Path(circleAt: center, radius: radius), color: dot)
        left += font.size * 0.85
      }
      let baseline = Double(y) + (Double(height) + font.capHeight) / 2
      canvas.draw(text, at: Point(x: left, y: baseline), font: font, color: textColor)
    }
  }
}
