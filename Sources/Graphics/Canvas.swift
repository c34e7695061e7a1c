import CCairo
import Imaging

/// Draws shapes and text on a picture's pixels, in place.
///
/// What is drawn covers or blends with what is there; alpha stays 255. Pixels that no shape
/// touches keep their value exactly. The same calls give the same pixels. A canvas lives inside
/// ``draw(on:_:)``, on the caller's thread; different pictures may be drawn on at the same time.
package struct Canvas: ~Copyable {
  /// The picture's pixels.
  package let bounds: Rect
  private let context: OpaquePointer

  /// Longest side in pixels that Cairo can address.
  package static let longestSide = 32_767

  /// Lends a canvas on the picture to `body`.
  ///
  /// On a picture without pixels `body` does not run.
  ///
  /// - Throws: ``GraphicsError`` where the picture is too large or Cairo fails.
  package static func draw(
    on image: inout ColorImage, _ body: (borrowing Canvas) throws -> Void
  ) throws {
    let (width, height, strideBytes) = (image.width, image.height, image.strideBytes)
    guard width > 0 && height > 0 else { return }
    guard max(width, height) <= longestSide else {
      throw GraphicsError.tooLarge(width: width, height: height, limit: longestSide)
    }
    try image.bytes.withUnsafeMutableBufferPointer { pixels in
      precondition(pixels.count == strideBytes * height, "\(pixels.count) bytes of pixels")
      // SAFETY: the surface covers exactly these bytes, and surface and context end, by their last
      // reference here, before the pointer does: Canvas cannot be copied out of `body`.
      let surface = cairo_image_surface_create_for_data(
        pixels.baseAddress, CAIRO_FORMAT_ARGB32, Int32(width), Int32(height), Int32(strideBytes))
      defer { cairo_surface_destroy(surface) }
      guard let context = cairo_create(surface) else { return }
      let canvas = Canvas(bounds: Rect(x: 0, y: 0, width: width, height: height), context: context)
      canvas.setFontOptions()
      try body(canvas)
      cairo_surface_flush(surface)
      let status = cairo_status(context)
      guard status == CAIRO_STATUS_SUCCESS else {
        let words = cairo_status_to_string(status).map { String(cString: $0) } ?? "\(status)"
        throw GraphicsError.cairo(width: width, height: height, status: words)
      }
    }
  }

  deinit { cairo_destroy(context) }

  /// Gray antialiasing on every machine: coloured fringes do not survive video.
  private func setFontOptions() {
    let options = cairo_font_options_create()
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_ON)
    cairo_set_font_options(context, options)
    cairo_font_options_destroy(options)
  }

  // MARK: Shapes

  /// Fills a shape; open pieces are closed by a straight line.
  package func fill(_ path: Path, color: Color) {
    trace(path)
    setColor(color)
    cairo_fill(context)
  }

  /// Draws a line along a shape's outline, half its width to either side.
  package func stroke(_ path: Path, color: Color, style: StrokeStyle) {
    trace(path)
    setColor(color)
    cairo_set_line_width(context, style.width)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_set_line_cap(
      context, style.cap == .round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
    cairo_set_dash(context, style.dash, Int32(style.dash.count), 0)
    cairo_stroke(context)
  }

  /// Fills a rectangle, with round corners where `cornerRadius` is greater than 0.
  package func fill(_ rect: Rect, color: Color, cornerRadius: Double = 0) {
    guard !rect.isEmpty else { return }
    fill(Path(rect, cornerRadius: cornerRadius), color: color)
  }

  /// Draws a rectangle's border, all of it inside the rectangle.
  package func stroke(
    _ rect: Rect, color: Color, lineWidth: Double, cornerRadius: Double = 0
  ) {
    guard !rect.isEmpty else { return }
    let inset = lineWidth / 2
    let path = Path(rect, inset: inset, cornerRadius: max(0, cornerRadius - inset))
    stroke(path, color: color, style: StrokeStyle(width: lineWidth))
  }

  /// Draws a straight line.
  package func line(from: Point, to: Point, color: Color, style: StrokeStyle) {
    stroke(Path(through: [from, to]), color: color, style: style)
  }

  /// Restricts what `body` draws to a rectangle with round corners.
  package func clipped(
    to rect: Rect, cornerRadius: Double = 0, _ body: (borrowing Canvas) throws -> Void
  ) rethrows {
    cairo_save(context)
    defer { cairo_restore(context) }
    trace(Path(rect, cornerRadius: cornerRadius))
    cairo_clip(context)
    try body(self)
  }

  // MARK: Text

  /// The room one line of text takes.
  package func measure(_ text: String, font: Font) -> TextExtent {
    select(font)
    var line = cairo_font_extents_t()
    cairo_font_extents(context, &line)
    var extents = cairo_text_extents_t()
    cairo_text_extents(context, text, &extents)
    return TextExtent(width: extents.x_advance, ascent: line.ascent, descent: line.descent)
  }

  /// Writes one line of text.
  ///
  /// - Parameters:
  ///   - origin: where the baseline begins.
  ///   - angle: turns the text about `origin`, in radians clockwise.
  package func draw(
    _ text: String, at origin: Point, font: Font, color: Color, angle: Double = 0
  ) {
    select(font)
    setColor(color)
    cairo_save(context)
    defer { cairo_restore(context) }
    // Glyphs sit on whole pixels: a baseline between two rows blurs every letter.
    cairo_translate(context, origin.x.rounded(), origin.y.rounded())
    if angle != 0 { cairo_rotate(context, angle) }
    cairo_move_to(context, 0, 0)
    cairo_show_text(context, text)
    cairo_new_path(context)
  }

  /// The text, or as much of its beginning and end as fits, with "..." between them.
  ///
  /// - Parameter width: the room in pixels.
  /// - Returns: an empty string where not even "..." fits.
  package func shortened(_ text: String, font: Font, toWidth width: Double) -> String {
    if measure(text, font: font).width <= width { return text }
    let characters = Array(text)
    func candidate(keeping count: Int) -> String {
      let head = count / 2
      return String(characters.prefix(head)) + "..." + String(characters.suffix(count - head))
    }
    var (fits, tooLong) = (-1, characters.count)
    while tooLong - fits > 1 {
      let middle = (fits + tooLong) / 2
      if measure(candidate(keeping: middle), font: font).width <= width {
        fits = middle
      } else {
        tooLong = middle
      }
    }
    return fits < 0 ? "" : candidate(keeping: fits)
  }

  private func select(_ font: Font) {
    let weight = font.weight == .bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL
    cairo_select_font_face(context, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, weight)
    cairo_set_font_size(context, font.size)
  }

  private func setColor(_ color: Color) {
    cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
  }

  private func trace(_ path: Path) {
    cairo_new_path(context)
    for element in path.elements {
      switch element {
      case .move(let point): cairo_move_to(context, point.x, point.y)
      case .line(let point): cairo_line_to(context, point.x, point.y)
      case .arc(let center, let radius, let from, let to):
        cairo_arc(context, center.x, center.y, radius, from, to)
      case .close: cairo_close_path(context)
      }
    }
  }
}
