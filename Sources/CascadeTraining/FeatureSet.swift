/// Which kinds of features a cascade is made of, as OpenCV's trainer had them under the names in
/// brackets.
package enum FeatureSet: String, CaseIterable, Codable, Sendable {
  /// Viola and Jones' (2001): edges, lines of three cells and checkerboards (BASIC).
  case basic
  /// Those, lines of four cells, and centres with their surround (CORE).
  case upright
  /// Those, and the edges and lines of Lienhart and Maydt (2002) that are turned by 45 degrees (ALL).
  case all

  /// The upright kinds.
  var kinds: [FeatureKind] {
    switch self {
    case .basic: [.edgeX, .edgeY, .lineX, .lineY, .checkerboard]
    case .upright, .all: FeatureKind.allCases
    }
  }

  /// The kinds that are tilted, too.
  var tiltedKinds: [FeatureKind] {
    switch self {
    case .basic, .upright: []
    case .all: [.edgeX, .edgeY, .lineX, .lineY, .wideLineX, .wideLineY]
    }
  }
}
