import Graphics
import Imaging

/// Which class was taken for which: a matrix with counts and the share of each row.
package enum ConfusionPlot {
  private static let cell = (width: 104, height: 76)
  private static let headerHeight = 96

  /// Draws the matrix: rows are the truth, columns the prediction, darker is a greater share of
  /// the row.
  ///
  /// - Parameters:
  ///   - labels: the classes' names.
  ///   - counts: `counts[truth][prediction]`, as many rows and columns as labels, none negative.
  ///   - title: the line above the matrix.
  /// - Throws: `GraphicsError`.
  package static func draw(
    labels: [String], counts: [[Int]], title: String = "Confusion"
  ) throws -> ColorImage {
    precondition(
      counts.count == labels.count && counts.allSatisfy { $0.count == labels.count },
      "\(labels.count) labels for rows of \(counts.map(\.count)) counts")
    let longest = labels.map(\.count).max() ?? 0
    let left = 64 + min(240, 10 * longest)
    let size = (
      width: max(420, left + (labels.count + 1) * cell.width + 24),
      height: headerHeight + labels.count * cell.height + 72
    )
    var image = ColorImage(width: size.width, height: size.height, blue: 255, green: 255, red: 255)
    try Canvas.draw(on: &image) { canvas in
      drawHeader(labels, counts, title: title, left: left, on: canvas)
      for (row, label) in labels.enumerated() {
        let name = canvas.shortened(label, font: ReportStyle.label, toWidth: Double(left - 64))
        let width = canvas.measure(name, font: ReportStyle.label).width
        let middle = Double(headerHeight + row * cell.height + cell.height / 2)
        canvas.draw(
          name, at: Point(x: Double(left) - width - 12, y: middle + 5), font: ReportStyle.label,
          color: ReportStyle.ink)
        for column in labels.indices {
          let room = Rect(
            x: left + column * cell.width, y: headerHeight + row * cell.height,
            width: cell.width - 2, height: cell.height - 2)
          drawCell(counts[row], column: column, isRight: column == row, in: room, on: canvas)
        }
        drawTotal(
          counts[row].reduce(0, +), x: left + labels.count * cell.width, middle: middle, on: canvas)
      }
      drawFooter(labels, counts, left: left, on: canvas)
    }
    return image
  }

  /// How dark a cell is: white for none of its row, deep blue for all of it.
  package static func color(ofShare share: Double) -> Color {
    let (light, middle, deep) = (Color(0xF3F7FB), Color(0x56A3D9), Color(0x08406F))
    let share = min(1, max(0, share))
    return share < 0.5
      ? light.mixed(with: middle, at: share * 2) : middle.mixed(with: deep, at: share * 2 - 1)
  }

  private static func drawHeader(
    _ labels: [String], _ counts: [[Int]], title: String, left: Int, on canvas: borrowing Canvas
  ) {
    let total = counts.reduce(0) { $0 + $1.reduce(0, +) }
    let right = labels.indices.reduce(0) { $0 + counts[$1][$1] }
    let accuracy =
      total > 0 ? AxisTicks.text(Double(right) / Double(total) * 100, decimals: 2) : "-"
    let words = "\(title): \(right) of \(total) right, \(accuracy) %"
    let heading = canvas.shortened(
      words, font: ReportStyle.title, toWidth: Double(canvas.bounds.width - 48))
    canvas.draw(heading, at: Point(x: 24, y: 38), font: ReportStyle.title, color: ReportStyle.ink)
    let names = labels + ["total"]
    for (column, label) in names.enumerated() {
      let room = Double(cell.width - 6)
      let name = canvas.shortened(label, font: ReportStyle.label, toWidth: room)
      drawCentred(
        name, x: Double(left + column * cell.width) + Double(cell.width) / 2,
        baseline: Double(headerHeight - 12), font: ReportStyle.label, color: ReportStyle.ink,
        on: canvas)
    }
  }

  private static func drawFooter(
    _ labels: [String], _ counts: [[Int]], left: Int, on canvas: borrowing Canvas
  ) {
    let bottom = headerHeight + labels.count * cell.height
    let middle = Double(left) + Double(labels.count * cell.width) / 2
    drawCentred(
      "predicted", x: middle, baseline: Double(bottom + 54), font: ReportStyle.heading,
      color: ReportStyle.faintInk, on: canvas)
    for column in labels.indices {
      let total = counts.reduce(0) { $0 + $1[column] }
      drawCentred(
        "\(total)", x: Double(left + column * cell.width) + Double(cell.width) / 2,
        baseline: Double(bottom + 24), font: ReportStyle.label, color: ReportStyle.faintInk,
        on: canvas)
    }
    let font = ReportStyle.heading
    let width = canvas.measure("truth", font: font).width
    let y = Double(headerHeight + (labels.count * cell.height) / 2) + width / 2
    canvas.draw(
      "truth", at: Point(x: 34, y: y), font: font, color: ReportStyle.faintInk, angle: -.pi / 2)
  }

  private static func drawCell(
    _ row: [Int], column: Int, isRight: Bool, in room: Rect, on canvas: borrowing Canvas
  ) {
    let total = row.reduce(0, +)
    let share = total > 0 ? Double(row[column]) / Double(total) : 0
    let ground = color(ofShare: share)
    canvas.fill(room, color: ground, cornerRadius: 4)
    if isRight {
      canvas.stroke(room, color: ReportStyle.ink.withAlpha(0.75), lineWidth: 2, cornerRadius: 4)
    }
    let x = Double(room.x) + Double(room.width) / 2
    let middle = Double(room.y) + Double(room.height) / 2
    drawCentred(
      "\(row[column])", x: x, baseline: middle - 2, font: Font(size: 18, weight: .bold),
      color: ground.readableText, on: canvas)
    guard total > 0 else { return }
    drawCentred(
      AxisTicks.text(share * 100, decimals: 1) + " %", x: x, baseline: middle + 19,
      font: Font(size: 13), color: ground.readableText, on: canvas)
  }

  private static func drawTotal(
    _ total: Int, x: Int, middle: Double, on canvas: borrowing Canvas
  ) {
    drawCentred(
      "\(total)", x: Double(x) + Double(cell.width) / 2, baseline: middle + 5,
      font: ReportStyle.label, color: ReportStyle.faintInk, on: canvas)
  }

  private static func drawCentred(
    _ text: String, x: Double, baseline: Double, font: Font, color: Color,
    on canvas: borrowing Canvas
  ) {
    let width = canvas.measure(text, font: font).width
    canvas.draw(text, at: Point(x: x - width / 2, y: baseline), font: font, color: color)
  }
}
