import FaceDetection
import Imaging

/// The kinds of upright Haar features: Viola and Jones (2001), with the lines of three and four
/// cells and the centre with its surround of Lienhart and Maydt (2002).
///
/// Light and dark cells weigh so that a picture of one level gives 0.
package enum FeatureKind: CaseIterable, Sendable {
  case edgeX, edgeY, lineX, lineY, wideLineX, wideLineY, center, checkerboard

  /// Cells side by side, and one below the other.
  var cells: (columns: Int, rows: Int) {
    switch self {
    case .edgeX: (2, 1)
    case .edgeY: (1, 2)
    case .lineX: (3, 1)
    case .lineY: (1, 3)
    case .wideLineX: (4, 1)
    case .wideLineY: (1, 4)
    case .center: (3, 3)
    case .checkerboard: (2, 2)
    }
  }
}

/// A feature of a kind at a place: all that there are is a list of these.
package struct FeatureShape: Sendable, Equatable {
  let kind: FeatureKind
  let x: UInt8
  let y: UInt8
  /// Sides of a cell in pixels.
  let cellWidth: UInt8
  let cellHeight: UInt8

  /// Every feature of a square window: 186,524 of one of 24 pixels.
  package static func all(side: Int) -> [FeatureShape] {
    var shapes: [FeatureShape] = []
    for kind in FeatureKind.allCases {
      let cells = kind.cells
      for cellWidth in 1...max(1, side / cells.columns) {
        for cellHeight in 1...max(1, side / cells.rows) {
          let (width, height) = (cellWidth * cells.columns, cellHeight * cells.rows)
          guard width <= side, height <= side else { continue }
          for y in 0...(side - height) {
            for x in 0...(side - width) {
              shapes.append(
                FeatureShape(
                  kind: kind, x: UInt8(x), y: UInt8(y), cellWidth: UInt8(cellWidth),
                  cellHeight: UInt8(cellHeight)))
            }
          }
        }
      }
    }
    return shapes
  }

  /// The feature as a cascade has it: the whole with weight -1, and the light cells on top.
  package var feature: HaarFeature {
    let cells = kind.cells
    var parts = [part(0, 0, cells.columns, cells.rows, weight: -1)]
    switch kind {
    case .edgeX: parts.append(part(1, 0, 1, 1, weight: 2))
    case .edgeY: parts.append(part(0, 1, 1, 1, weight: 2))
    case .lineX: parts.append(part(1, 0, 1, 1, weight: 3))
    case .lineY: parts.append(part(0, 1, 1, 1, weight: 3))
    case .wideLineX: parts.append(part(1, 0, 2, 1, weight: 2))
    case .wideLineY: parts.append(part(0, 1, 1, 2, weight: 2))
    case .center: parts.append(part(1, 1, 1, 1, weight: 9))
    case .checkerboard:
      parts.append(part(0, 0, 1, 1, weight: 2))
      parts.append(part(1, 1, 1, 1, weight: 2))
    }
    return HaarFeature(parts: parts)
  }

  private func part(
    _ column: Int, _ row: Int, _ columns: Int, _ rows: Int, weight: Float
  ) -> HaarFeature.Part {
    let (width, height) = (Int(cellWidth), Int(cellHeight))
    return HaarFeature.Part(
      rect: Rect(
        x: Int(x) + column * width, y: Int(y) + row * height, width: columns * width,
        height: rows * height),
      weight: weight)
  }
}
