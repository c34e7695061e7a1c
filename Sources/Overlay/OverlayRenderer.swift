import EmotionRecognition
import Graphics
import Imaging

/// Draws what was found, and what the program is doing, on a picture: the same for window,
/// recording and snapshot.
///
/// Sizes follow the picture's. Nothing is drawn outside shapes and text: with no status and
/// overlay and help switched off, every pixel keeps its value. The same input gives the same
/// pixels. A mirrored view is made before drawing, by `ColorImage.mirror()` and
/// `FrameAnalysis.mirrored()`, so that text stays readable.
package struct OverlayRenderer: Sendable {
  package init() {}

  /// - Parameters:
  ///   - analysis: the faces; boxes are scaled where the picture has another size than the
  ///     analysed one; nil before the first analysis.
  ///   - status: what to tell about the program; nil for recorded files.
  ///   - options: what the viewer wants to see.
  ///   - image: the picture to draw on.
  /// - Throws: `GraphicsError` where the picture cannot be drawn on.
  package func draw(
    _ analysis: FrameAnalysis?, status: OverlayStatus? = nil,
    options: OverlayOptions = OverlayOptions(), on image: inout ColorImage
  ) throws {
    let faces = options.showsOverlay ? analysis.flatMap { $0.faces.isEmpty ? nil : $0 } : nil
    guard faces != nil || status != nil || options.showsHelp else { return }
    try Canvas.draw(on: &image) { canvas in
      let scale = OverlayScale(canvas.bounds)
      var taken: [Rect] = []
      var line: StatusLine?
      if let status {
        let pills = StatusLine(
          status, showsFigures: options.showsOverlay, scale: scale, on: canvas)
        taken = pills.rooms
        line = pills
      }
      if let faces {
        FaceLayout(faces, options: options, scale: scale, taken: taken, on: canvas)
          .draw(on: canvas)
      }
      line?.draw(on: canvas)
      if let status { drawMessages(of: status, scale: scale, on: canvas) }
      if options.showsHelp {
        HelpPanel(keys: CollectionHint.keys(of: status), scale: scale, on: canvas)?.draw(on: canvas)
      }
    }
  }

  /// The notice in the middle; the message at the lower edge, above what is being collected.
  private func drawMessages(
    of status: OverlayStatus, scale: OverlayScale, on canvas: borrowing Canvas
  ) {
    let picture = canvas.bounds
    func pill(_ text: String, size: Double) -> Panel.Pill? {
      let font = Font(size: size)
      let room = Double(picture.width - 2 * scale.margin) - size * 1.3
      let short = canvas.shortened(text, font: font, toWidth: room)
      return short.isEmpty ? nil : Panel.Pill(short, font: font, on: canvas)
    }
    if let text = status.notice, let notice = pill(text, size: scale.fontSize * 1.5) {
      notice.draw(
        atX: (picture.width - notice.width) / 2, y: (picture.height - notice.height) / 2,
        on: canvas)
    }
    var bottom = picture.height - 2 * scale.margin
    for text in [CollectionHint.text(of: status), status.message].compactMap(\.self) {
      guard let line = pill(text, size: scale.fontSize) else { continue }
      bottom -= line.height
      line.draw(atX: (picture.width - line.width) / 2, y: bottom, on: canvas)
      bottom -= scale.margin
    }
  }
}
