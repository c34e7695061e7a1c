/// How a line is drawn.
package struct StrokeStyle: Sendable, Hashable {
  /// What a line's ends look like.
  package enum Cap: Sendable, Hashable {
    /// Cut off where the line ends.
    case butt
    /// Half a disc more at each end.
    case round
  }

  /// Across the line, in pixels.
  package var width: Double
  package var cap: Cap
  /// Lengths drawn and left out by turns, in pixels; empty for a solid line.
  package var dash: [Double]

  package init(width: Double, cap: Cap = .butt, dash: [Double] = []) {
    precondition(width >= 0, "a line's width must be 0 or more, not \(width)")
    self.width = width
    self.cap = cap
    self.dash = dash
  }
}
