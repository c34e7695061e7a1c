import FaceDetection
import Imaging

/// A feature of a kind at a place: all that there are is a list of these.
package struct FeatureShape: Sendable, Equatable {
  let kind: FeatureKind
  /// Whether it stands on its top corner, columns going down to the right and rows to the left.
  let isTilted: Bool
  let x: UInt8
  let y: UInt8
  /// Sides of a cell in pixels.
  let cellWidth: UInt8
  let cellHeight: UInt8

  /// Every feature of a set in a square window: of one of 24 pixels 186,524 upright ones.
  package static func all(side: Int, _ set: FeatureSet = .upright) -> [FeatureShape] {
    set.kinds.flatMap { shapes(of: $0, isTilted: false, side: side) }
      + set.tiltedKinds.flatMap { shapes(of: $0, isTilted: true, side: side) }
  }

  private static func shapes(
    of kind: FeatureKind, isTilted: Bool, side: Int
  ) -> [FeatureShape] {
    var shapes: [FeatureShape] = []
    let cells = kind.cells
    for cellWidth in 1...max(1, side / cells.columns) {
      for cellHeight in 1...max(1, side / cells.rows) {
        let (width, height) = (cellWidth * cells.columns, cellHeight * cells.rows)
        // What a tilted one covers begins `height` to the left of its top corner.
        let (left, down) = isTilted ? (height, width + height) : (0, height)
        guard left + width <= side, down <= side else { continue }
        for y in 0...(side - down) {
          for x in left...(side - width) {
            shapes.append(
              FeatureShape(
                kind: kind, isTilted: isTilted, x: UInt8(x), y: UInt8(y),
                cellWidth: UInt8(cellWidth), cellHeight: UInt8(cellHeight)))
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
    return HaarFeature(parts: parts, isTilted: isTilted)
  }

  private func part(
    _ column: Int, _ row: Int, _ columns: Int, _ rows: Int, weight: Float
  ) -> HaarFeature.Part {
    let (width, height) = (Int(cellWidth), Int(cellHeight))
    let (right, down) = (column * width, row * height)
    return HaarFeature.Part(
      rect: Rect(
        x: Int(x) + (isTilted ? right - down : right), y: Int(y) + (isTilted ? right + down : down),
        width: columns * width, height: rows * height),
      weight: weight)
  }
}
