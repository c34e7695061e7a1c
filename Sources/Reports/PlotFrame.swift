import Foundation
import Graphics
import Imaging

/// From a plot's values to places in the picture.
struct PlotFrame {
  /// The rectangle between the axes, in pixels.
  let area: Rect
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>
  let scale: LinePlot.Scale

  func point(_ value: Point) -> Point {
    func fraction(_ value: Double, _ range: ClosedRange<Double>) -> Double {
      (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    }
    let height =
      scale == .linear
      ? fraction(value.y, y) : fraction(log(value.y), log(y.lowerBound)...log(y.upperBound))
    return Point(
      x: Double(area.x) + fraction(value.x, x) * Double(area.width),
      y: Double(area.maxY) - height * Double(area.height))
  }
}
