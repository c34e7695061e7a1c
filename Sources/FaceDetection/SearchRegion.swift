import Imaging

/// Windows to search: those of some sizes with their centres in a part of the picture.
package struct SearchRegion: Sendable, Equatable {
  /// Where a window's centre may lie, edges included, in the picture's pixels; it may reach beyond
  /// the picture.
  package var centers: Rect
  /// Widths a window may have, in the picture's pixels.
  package var sizes: ClosedRange<Int>

  package init(centers: Rect, sizes: ClosedRange<Int>) {
    self.centers = centers
    self.sizes = sizes
  }

  /// The windows around a box.
  ///
  /// - Parameters:
  ///   - reach: greatest distance of the centres along either axis, in sides of the box.
  ///   - ratio: greatest ratio of the sizes, 1 or more.
  package init(around box: Rect, reach: Double, ratio: Double) {
    let side = Double(box.width)
    func low(_ center: Double) -> Int { Int((center - reach * side).rounded(.down)) }
    func high(_ center: Double) -> Int { Int((center + reach * side).rounded(.up)) }
    let (x, y) = (low(box.centerX), low(box.centerY))
    centers = Rect(
      x: x, y: y, width: high(box.centerX) - x, height: high(box.centerY) - y)
    sizes = Int((side / ratio).rounded(.down))...Int((side * ratio).rounded(.up))
  }

  /// Whether a window, not clipped to the picture, belongs to the region.
  package func contains(_ window: Rect) -> Bool {
    sizes.contains(window.width)
      && (2 * centers.x...2 * centers.maxX).contains(2 * window.x + window.width)
      && (2 * centers.y...2 * centers.maxY).contains(2 * window.y + window.height)
  }
}
