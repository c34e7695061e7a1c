import Graphics
import Imaging

/// The panel in the middle that explains the keys.
struct HelpPanel {
  /// The window's keys and what they do, as in the command's help.
  static let keys: [(key: String, meaning: String)] = [
    ("o", "overlay"), ("l", "labels"), ("b", "probability bars"), ("m", "mirror"),
    ("f", "full screen"), ("r", "record"), ("s", "snapshot"), ("p  space", "pause"),
    ("h  ?", "this help"), ("q  Esc", "quit"),
  ]

  private let keys: [(key: String, meaning: String)]
  private let room: Rect
  private let font: Font
  private let keyWidth: Double
  private let rowHeight: Double
  private let padding: Double

  /// A panel of the largest font that the picture has room for, up to that of the status line;
  /// nil where not even the smallest one fits.
  ///
  /// - Parameter more: keys beside the usual ones.
  init?(
    keys more: [(key: String, meaning: String)] = [], scale: OverlayScale,
    on canvas: borrowing Canvas
  ) {
    keys = Self.keys + more
    let wanted = Font(size: scale.fontSize * 1.1)
    let size = Self.size(of: keys, wanted, on: canvas)
    let picture = canvas.bounds
    let shrink = min(
      1, Double(picture.width) * 0.94 / size.width, Double(picture.height) * 0.94 / size.height)
    font = wanted.scaled(by: shrink)
    guard font.size >= 5 else { return nil }
    let final = Self.size(of: keys, font, on: canvas)
    (keyWidth, rowHeight, padding) = (final.keyWidth, font.size * 1.75, font.size)
    let width = min(picture.width, Int(final.width.rounded(.up)))
    let height = min(picture.height, Int(final.height.rounded(.up)))
    room = Rect(
      x: (picture.width - width) / 2, y: (picture.height - height) / 2, width: width,
      height: height)
  }

  private static func size(
    of keys: [(key: String, meaning: String)], _ font: Font, on canvas: borrowing Canvas
  ) -> (width: Double, height: Double, keyWidth: Double) {
    var (keyWidth, meaningWidth) = (0.0, 0.0)
    for row in keys {
      keyWidth = max(keyWidth, canvas.measure(row.key, font: capFont(font)).width)
      meaningWidth = max(meaningWidth, canvas.measure(row.meaning, font: font).width)
    }
    keyWidth += font.size
    let width = keyWidth + meaningWidth + font.size * 3
    return (width, font.size * (2 + 1.75 * Double(keys.count)), keyWidth)
  }

  private static func capFont(_ font: Font) -> Font { Font(size: font.size, weight: .bold) }

  func draw(on canvas: borrowing Canvas) {
    canvas.fill(room, color: Panel.background.withAlpha(0.86), cornerRadius: font.size * 0.8)
    canvas.stroke(
      room, color: Color.white.withAlpha(0.18), lineWidth: max(1, font.size * 0.06),
      cornerRadius: font.size * 0.8)
    for (index, row) in keys.enumerated() {
      let top = Double(room.y) + padding + rowHeight * Double(index)
      drawRow(row.key, row.meaning, top: top, on: canvas)
    }
  }

  private func drawRow(
    _ key: String, _ meaning: String, top: Double, on canvas: borrowing Canvas
  ) {
    let left = Double(room.x) + padding
    let cap = Rect(
      x: Int(left.rounded()), y: Int((top + rowHeight * 0.1).rounded()),
      width: Int(keyWidth.rounded()), height: Int((rowHeight * 0.8).rounded()))
    canvas.fill(cap, color: Color.white.withAlpha(0.14), cornerRadius: font.size * 0.3)
    let bold = Self.capFont(font)
    let keyText = canvas.measure(key, font: bold).width
    let baseline = top + (rowHeight + font.capHeight) / 2
    canvas.draw(
      key, at: Point(x: left + (keyWidth - keyText) / 2, y: baseline), font: bold,
      color: Panel.text)
    canvas.draw(
      meaning, at: Point(x: left + keyWidth + font.size, y: baseline), font: font,
      color: Panel.text)
  }
}
