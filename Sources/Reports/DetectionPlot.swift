import Graphics
import Imaging

/// How many faces detectors find at how many false alarms, one line each.
package enum DetectionPlot {
  /// A detector's curve.
  package struct Curve: Sendable {
    package var name: String
    /// False alarms in 100 pictures, and the share of the faces found, 0...1, from few to many.
    package var points: [(falseAlarms: Double, found: Double)]

    package init(name: String, points: [(falseAlarms: Double, found: Double)]) {
      self.name = name
      self.points = points
    }
  }

  /// Told apart with every kind of colour blindness (Okabe and Ito).
  private static let colors = [0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0xD55E00, 0x56B4E9]
    .map { Color($0) }
  /// Beyond so many false alarms in 100 pictures no detector is of use.
  private static let limit = 200.0

  /// - Throws: `GraphicsError`.
  package static func draw(_ curves: [Curve], width: Int = 1000, height: Int = 700) throws
    -> ColorImage
  {
    var image = ColorImage(width: width, height: height, blue: 255, green: 255, red: 255)
    try Canvas.draw(on: &image) { canvas in
      LinePlot(
        title: "faces found in %", axisTitle: "false alarms in 100 pictures",
        series: zip(curves.indices, curves).map { index, curve in
          LinePlot.Series(
            name: curve.name, color: colors[index % colors.count],
            points: curve.points.filter { $0.falseAlarms <= limit }
              .map { Point(x: $0.falseAlarms, y: $0.found * 100) })
        }
      ).draw(in: Rect(x: 20, y: 20, width: width - 40, height: height - 40), on: canvas)
    }
    return image
  }
}
