import Graphics
import Imaging

/// Gray pictures beside each other with words below them.
package enum PictureSheet {
  /// A picture with the lines below it; the first two are drawn, as far as they fit.
  package struct Tile: Sendable {
    package let picture: GrayImage
    package let caption: [String]

    package init(_ picture: GrayImage, caption: [String]) {
      self.picture = picture
      self.caption = caption
    }
  }

  /// Some pictures below a heading.
  package struct Section: Sendable {
    package let heading: String
    package let tiles: [Tile]

    package init(_ heading: String, _ tiles: [Tile]) {
      self.heading = heading
      self.tiles = tiles
    }
  }

  private static let margin = 24
  private static let headingHeight = 36
  /// Room between the pictures' columns, and below a picture for its words.
  private static let (gap, captionHeight) = (16, 44)
  /// Pictures are enlarged by a whole number up to this side in pixels.
  private static let greatestSide = 96

  /// Draws the sections one below the other.
  ///
  /// - Parameters:
  ///   - columns: pictures in a row, 1 or more.
  /// - Throws: `GraphicsError`.
  package static func draw(
    title: String, sections: [Section], columns: Int = 8
  ) throws -> ColorImage {
    precondition(columns > 0, "\(columns) columns")
    let sides = sections.flatMap { $0.tiles.flatMap { [$0.picture.width, $0.picture.height] } }
    let side = max(1, sides.max() ?? 1)
    let scale = max(1, greatestSide / side)
    let cell = (width: side * scale + gap, height: side * scale + captionHeight)
    let rows = sections.map { ($0.tiles.count + columns - 1) / columns }
    let height = sections.indices.reduce(2 * margin + 24) {
      $0 + headingHeight + rows[$1] * cell.height
    }
    var image = ColorImage(
      width: max(420, 2 * margin + columns * cell.width - gap), height: height, blue: 255,
      green: 255, red: 255)
    var places: [(tile: Tile, x: Int, y: Int)] = []
    var headings: [(String, Int)] = []
    var top = margin + 24
    for (section, rowCount) in zip(sections, rows) {
      headings.append((section.heading, top + 24))
      top += headingHeight
      for (index, tile) in section.tiles.enumerated() {
        let (row, column) = index.quotientAndRemainder(dividingBy: columns)
        places.append((tile, margin + column * cell.width, top + row * cell.height))
      }
      top += rowCount * cell.height
    }
    for place in places { copy(place.tile.picture, to: &image, x: place.x, y: place.y, scale) }
    try Canvas.draw(on: &image) { canvas in
      canvas.draw(
        canvas.shortened(
          title, font: ReportStyle.title, toWidth: Double(canvas.bounds.width - 2 * margin)),
        at: Point(x: Double(margin), y: Double(margin + 14)), font: ReportStyle.title,
        color: ReportStyle.ink)
      for (heading, y) in headings {
        canvas.draw(
          heading, at: Point(x: Double(margin), y: Double(y)), font: ReportStyle.heading,
          color: ReportStyle.faintInk)
      }
      for place in places {
        drawCaption(
          place.tile.caption, x: place.x, y: place.y + place.tile.picture.height * scale,
          width: cell.width - 4, on: canvas)
      }
    }
    return image
  }

  private static func drawCaption(
    _ lines: [String], x: Int, y: Int, width: Int, on canvas: borrowing Canvas
  ) {
    let font = Font(size: 12)
    for (index, line) in lines.prefix(2).enumerated() {
      canvas.draw(
        canvas.shortened(line, font: font, toWidth: Double(width)),
        at: Point(x: Double(x), y: Double(y + 14 + index * 15)), font: font,
        color: index == 0 ? ReportStyle.ink : ReportStyle.faintInk)
    }
  }

  /// Each pixel becomes a square: what is looked at is the pixels.
  private static func copy(
    _ picture: GrayImage, to image: inout ColorImage, x: Int, y: Int, _ scale: Int
  ) {
    for row in 0..<(picture.height * scale) {
      for column in 0..<(picture.width * scale) {
        let level = picture[x: column / scale, y: row / scale]
        let offset = (y + row) * image.strideBytes + (x + column) * 4
        for channel in 0..<3 { image.bytes[offset + channel] = level }
      }
    }
  }
}
