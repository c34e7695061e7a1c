import EmotionRecognition
import Graphics
import Imaging

/// Everything that stands at the faces of one frame, with its place in the picture.
package struct FaceLayout {
  private struct Chip {
    let chip: LabelChip
    let room: Rect
  }

  private struct Bars {
    let bars: ProbabilityBars
    let room: Rect
  }

  private var brackets: [FaceBrackets] = []
  private var chips: [Chip] = []
  private var bars: [Bars] = []

  /// Where the labels stand, in the order of the faces that have one.
  package var chipRooms: [Rect] { chips.map(\.room) }
  /// Where the probability bars stand, likewise.
  package var barRooms: [Rect] { bars.map(\.room) }

  /// Finds a place for everything.
  ///
  /// - Parameters:
  ///   - analysis: the faces; those outside the picture are left out.
  ///   - options: labels and bars or not.
  ///   - scale: the sizes that suit the picture.
  ///   - taken: rooms that are not to be had, such as the status line's.
  ///   - canvas: measures the texts; nothing is drawn yet.
  package init(
    _ analysis: FrameAnalysis, options: OverlayOptions, scale: OverlayScale, taken: [Rect],
    on canvas: borrowing Canvas
  ) {
    let picture = canvas.bounds
    var faces: [(face: FaceObservation, box: Rect)] = []
    for face in analysis.faces {
      let box = Self.place(face.box, of: analysis, in: picture)
      if !box.isEmpty { faces.append((face, box)) }
    }
    var placement = Placement(bounds: picture, taken: taken, faces: faces.map(\.box))
    for (face, box) in faces {
      brackets.append(
        FaceBrackets(
          box: box, color: EmotionPalette.color(of: face.emotion, among: analysis.labels),
          detected: face.detected, fontSize: scale.faceFontSize(box)))
    }
    if options.showsLabels {
      for (index, (face, box)) in faces.enumerated() {
        let chip = LabelChip(
          of: face, color: brackets[index].color, fontSize: scale.faceFontSize(box), in: picture,
          on: canvas)
        guard let chip, let place = placement.best(of: chip.rooms(at: box), own: box) else {
          continue
        }
        placement.take(place.room)
        chips.append(Chip(chip: chip, room: place.room))
      }
    }
    guard options.showsBars else { return }
    for (face, box) in faces {
      let rows = ProbabilityBars.rows(of: face, labels: analysis.labels)
      guard !rows.isEmpty else { continue }
      addBars(rows, at: box, scale: scale, placement: &placement, on: canvas)
    }
  }

  /// Bars in the fullest form that covers nothing; none where there is no room at all.
  private mutating func addBars(
    _ rows: [ProbabilityBars.Row], at box: Rect, scale: OverlayScale,
    placement: inout Placement, on canvas: borrowing Canvas
  ) {
    for form in ProbabilityBars.Form.allCases {
      let panel = ProbabilityBars(
        rows: rows, form: form, fontSize: scale.faceFontSize(box), face: box, on: canvas)
      var place = placement.best(of: panel.rooms(at: box), own: box)
      var accepted = 0.0
      if form == .compact && place?.crowding ?? 1 > 0 {
        place = placement.best(of: panel.roomsInside(box), own: box)
        accepted = 0.5
      }
      guard let place, place.crowding <= accepted else { continue }
      placement.take(place.room)
      bars.append(Bars(bars: panel, room: place.room))
      return
    }
  }

  /// Draws frames first, labels last: they are never covered.
  package func draw(on canvas: borrowing Canvas) {
    for item in brackets { item.draw(on: canvas) }
    for item in bars { item.bars.draw(in: item.room, on: canvas) }
    for item in chips { item.chip.draw(in: item.room, on: canvas) }
  }

  /// A face's box in the picture that is drawn on, which may have another size than the analysed
  /// one: when a camera has just changed its mode.
  private static func place(_ box: Rect, of analysis: FrameAnalysis, in picture: Rect) -> Rect {
    guard analysis.width > 0 && analysis.height > 0 else {
      return Rect(x: 0, y: 0, width: 0, height: 0)
    }
    guard analysis.width != picture.width || analysis.height != picture.height else {
      return box.intersection(picture)
    }
    let left = box.x * picture.width / analysis.width
    let top = box.y * picture.height / analysis.height
    let right = box.maxX * picture.width / analysis.width
    let bottom = box.maxY * picture.height / analysis.height
    return Rect(x: left, y: top, width: right - left, height: bottom - top).intersection(picture)
  }
}
