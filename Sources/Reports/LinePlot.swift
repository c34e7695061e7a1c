import Graphics
import Imaging

/// Lines over a common axis, with ticks, grid and legend, drawn into a part of a picture.
package struct LinePlot: Sendable {
  /// One line.
  package struct Series: Sendable {
    /// What the legend calls it.
    package var name: String
    package var color: Color
    /// Its points from left to right; those that are not finite interrupt the line.
    package var points: [Point]

    package init(name: String, color: Color, points: [Point]) {
      self.name = name
      self.color = color
      self.points = points
    }
  }

  /// How heights go with values.
  package enum Scale: Sendable, Hashable {
    case linear
    /// For values above 0 that span powers of ten; others are left out.
    case logarithmic
  }

  /// Room for the vertical axis' numbers in pixels: one for all plots, so that plots one above the
  /// other line up.
  private static let axisWidth = 60

  package var title: String
  /// What the horizontal axis counts; its ticks are whole numbers.
  package var axisTitle: String
  package var series: [Series]
  package var scale: Scale
  /// Where a vertical line marks something, and what it says.
  package var mark: (x: Double, text: String)?

  package init(
    title: String, axisTitle: String, series: [Series], scale: Scale = .linear,
    mark: (x: Double, text: String)? = nil
  ) {
    self.title = title
    self.axisTitle = axisTitle
    self.series = series
    self.scale = scale
    self.mark = mark
  }

  /// Draws the plot.
  ///
  /// - Parameter room: where, in the canvas' pixels; 160x120 or more gives something to read.
  package func draw(in room: Rect, on canvas: borrowing Canvas) {
    let ranges = valueRanges()
    let ticks =
      scale == .linear
      ? AxisTicks(linear: ranges.y, count: max(2, room.height / 60))
      : AxisTicks(logarithmic: ranges.y)
    let left = Self.axisWidth
    let area = Rect(
      x: room.x + left, y: room.y + 34, width: max(1, room.width - left - 12),
      height: max(1, room.height - 34 - 46))
    let frame = PlotFrame(area: area, x: ranges.x, y: ranges.y, scale: scale)
    canvas.draw(
      title, at: Point(x: Double(area.x), y: Double(room.y + 20)), font: ReportStyle.heading,
      color: ReportStyle.ink)
    drawGrid(frame, ticks: ticks, on: canvas)
    drawMark(frame, on: canvas)
    for line in series { draw(line, frame, on: canvas) }
    drawLegend(right: Double(area.maxX), baseline: Double(room.y + 20), on: canvas)
  }

  /// The ranges of both axes, with some air above and below.
  private func valueRanges() -> (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    let points = series.flatMap(\.points).filter { isDrawable($0) }
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    var x = (xs.min() ?? 0)...(xs.max() ?? 1)
    if x.lowerBound == x.upperBound { x = x.lowerBound - 0.5...x.upperBound + 0.5 }
    let low = ys.min() ?? (scale == .linear ? 0 : 0.1)
    let high = ys.max() ?? 1
    if scale == .logarithmic { return (x, low / 1.5...high * 1.5) }
    let air = high > low ? (high - low) * 0.06 : max(abs(high) * 0.1, 1e-3)
    return (x, low - air...high + air)
  }

  private func isDrawable(_ point: Point) -> Bool {
    point.x.isFinite && point.y.isFinite && (scale == .linear || point.y > 0)
  }

  private func drawGrid(_ frame: PlotFrame, ticks: AxisTicks, on canvas: borrowing Canvas) {
    let area = frame.area
    let thin = StrokeStyle(width: 1)
    let (left, right) = (Double(area.x), Double(area.maxX))
    let bottom = Double(area.maxY)
    for (value, label) in zip(ticks.values, ticks.labels) {
      let y = frame.point(Point(x: frame.x.lowerBound, y: value)).y.rounded() + 0.5
      canvas.line(
        from: Point(x: left, y: y), to: Point(x: right, y: y), color: ReportStyle.grid, style: thin)
      let width = canvas.measure(label, font: ReportStyle.label).width
      canvas.draw(
        label, at: Point(x: left - width - 8, y: y + 5), font: ReportStyle.label,
        color: ReportStyle.faintInk)
    }
    let columns = AxisTicks(linear: frame.x, count: max(2, area.width / 80), wholeNumbers: true)
    for (value, label) in zip(columns.values, columns.labels) {
      let x = frame.point(Point(x: value, y: frame.y.lowerBound)).x.rounded() + 0.5
      canvas.line(
        from: Point(x: x, y: bottom), to: Point(x: x, y: bottom + 5), color: ReportStyle.faintInk,
        style: thin)
      drawCentred(label, x: x, baseline: bottom + 20, on: canvas)
    }
    drawCentred(axisTitle, x: (left + right) / 2, baseline: bottom + 38, on: canvas)
    canvas.stroke(area, color: ReportStyle.faintInk.withAlpha(0.6), lineWidth: 1)
  }

  private func drawCentred(
    _ text: String, x: Double, baseline: Double, on canvas: borrowing Canvas
  ) {
    let width = canvas.measure(text, font: ReportStyle.label).width
    canvas.draw(
      text, at: Point(x: x - width / 2, y: baseline), font: ReportStyle.label,
      color: ReportStyle.faintInk)
  }

  private func draw(_ line: Series, _ frame: PlotFrame, on canvas: borrowing Canvas) {
    let style = StrokeStyle(width: 2.2, cap: .round)
    canvas.clipped(to: frame.area) { canvas in
      for piece in line.points.split(whereSeparator: { !isDrawable($0) }) {
        let points = piece.map { frame.point($0) }
        canvas.stroke(Path(through: points), color: line.color, style: style)
        // Few points are shown one by one: a single epoch has no line.
        guard points.count <= 40 else { continue }
        for point in points {
          canvas.fill(Path(circleAt: point, radius: 3), color: line.color)
        }
      }
    }
  }

  private func drawMark(_ frame: PlotFrame, on canvas: borrowing Canvas) {
    guard let mark, frame.x.contains(mark.x) else { return }
    let x = frame.point(Point(x: mark.x, y: frame.y.lowerBound)).x
    let (top, bottom) = (Double(frame.area.y), Double(frame.area.maxY))
    canvas.line(
      from: Point(x: x, y: top), to: Point(x: x, y: bottom), color: ReportStyle.faintInk,
      style: StrokeStyle(width: 1.4, dash: [5, 4]))
    let width = canvas.measure(mark.text, font: ReportStyle.label).width
    let fitsRight = x + width + 8 <= Double(frame.area.maxX)
    canvas.draw(
      mark.text, at: Point(x: fitsRight ? x + 6 : x - width - 6, y: top + 17),
      font: ReportStyle.label, color: ReportStyle.faintInk)
  }

  /// Names and colours of the lines, flush right.
  private func drawLegend(right: Double, baseline: Double, on canvas: borrowing Canvas) {
    guard series.count > 1 else { return }
    var right = right
    for line in series.reversed() {
      right -= canvas.measure(line.name, font: ReportStyle.label).width
      canvas.draw(
        line.name, at: Point(x: right, y: baseline), font: ReportStyle.label,
        color: ReportStyle.ink)
      canvas.line(
        from: Point(x: right - 28, y: baseline - 5), to: Point(x: right - 8, y: baseline - 5),
        color: line.color, style: StrokeStyle(width: 3, cap: .round))
      right -= 46
    }
  }
}
