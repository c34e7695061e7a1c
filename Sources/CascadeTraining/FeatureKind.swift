/// The kinds of Haar features: Viola and Jones (2001), with the lines of three and four cells and the
/// centre with its surround of Lienhart and Maydt (2002).
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
