import Imaging

/// Where a picture lies in a window of another shape: as large as fits, in the middle.
package enum Letterbox {
  /// The picture's room in the window's pixels; at least one pixel each way.
  ///
  /// - Parameters:
  ///   - width: the picture's width, 1 or more.
  ///   - height: the picture's height, 1 or more.
  ///   - area: the window's drawable pixels.
  package static func room(width: Int, height: Int, in area: Rect) -> Rect {
    precondition(width > 0 && height > 0, "a picture of \(width)x\(height) has no shape")
    let scale = min(Double(area.width) / Double(width), Double(area.height) / Double(height))
    let fitted = (
      width: max(1, Int((Double(width) * scale).rounded())),
      height: max(1, Int((Double(height) * scale).rounded()))
    )
    return Rect(
      x: area.x + (area.width - fitted.width) / 2, y: area.y + (area.height - fitted.height) / 2,
      width: fitted.width, height: fitted.height)
  }
}
