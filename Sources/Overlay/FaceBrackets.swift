import Graphics
import Imaging

/// The frame around a face: round corners of a viewfinder in the emotion's colour.
struct FaceBrackets {
  /// The part of the face's box that lies in the picture.
  let box: Rect
  let color: Color
  /// Whether the detector saw the face in this very frame; else the frame is fainter.
  let detected: Bool
  let fontSize: Double

  func draw(on canvas: borrowing Canvas) {
    let width = max(1.5, fontSize * 0.2)
    let shadow = max(1, width * 0.5)
    let side = Double(min(box.width, box.height))
    let radius = min(side * 0.12, fontSize * 0.9)
    let strength = detected ? 1 : 0.6
    canvas.stroke(
      Path(box, inset: shadow + width / 2, cornerRadius: radius),
      color: color.withAlpha(0.35 * strength), style: StrokeStyle(width: max(1, width * 0.4)))
    let corners = cornerPath(
      inset: shadow + width / 2, radius: radius, length: max(radius, side * 0.22))
    // A dark edge sets bright colours off from bright pictures, a bright one the dark colours.
    let edge = color.luminance > 0.25 ? Color.black : Color.white
    canvas.stroke(
      corners, color: edge.withAlpha(0.55 * strength),
      style: StrokeStyle(width: width + 2 * shadow, cap: .round))
    canvas.stroke(
      corners, color: color.withAlpha(strength), style: StrokeStyle(width: width, cap: .round))
  }

  /// Four corners, each with an arm of `length` along both sides.
  private func cornerPath(inset: Double, radius: Double, length: Double) -> Path {
    let left = Double(box.x) + inset
    let top = Double(box.y) + inset
    let right = max(left, Double(box.maxX) - inset)
    let bottom = max(top, Double(box.maxY) - inset)
    let radius = min(radius, (right - left) / 2, (bottom - top) / 2)
    let arm = min(length, (right - left) / 2, (bottom - top) / 2)
    var path = Path()
    path.move(to: Point(x: left, y: top + arm))
    path.arc(
      center: Point(x: left + radius, y: top + radius), radius: radius, from: .pi, to: 1.5 * .pi)
    path.line(to: Point(x: left + arm, y: top))
    path.move(to: Point(x: right - arm, y: top))
    path.arc(
      center: Point(x: right - radius, y: top + radius), radius: radius, from: -.pi / 2, to: 0)
    path.line(to: Point(x: right, y: top + arm))
    path.move(to: Point(x: right, y: bottom - arm))
    path.arc(
      center: Point(x: right - radius, y: bottom - radius), radius: radius, from: 0, to: .pi / 2)
    path.line(to: Point(x: right - arm, y: bottom))
    path.move(to: Point(x: left + arm, y: bottom))
    path.arc(
      center: Point(x: left + radius, y: bottom - radius), radius: radius, from: .pi / 2, to: .pi)
    path.line(to: Point(x: left, y: bottom - arm))
    return path
  }
}
