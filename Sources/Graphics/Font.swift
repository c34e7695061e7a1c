/// A size and weight of the one typeface: DejaVu Sans.
///
/// Where it isn't installed, fontconfig puts another sans-serif in its place. Where no font is
/// installed at all, Cairo draws with the plain line font it carries: its ASCII characters can be
/// read, others become boxes, bold looks like regular.
package struct Font: Sendable, Hashable {
  package enum Weight: Sendable, Hashable {
    case regular
    case bold
  }

  /// Height of the em square in pixels.
  package var size: Double
  package var weight: Weight

  package init(size: Double, weight: Weight = .regular) {
    precondition(size > 0 && size.isFinite, "a font's size must be greater than 0, not \(size)")
    self.size = size
    self.weight = weight
  }

  /// Height of a capital letter above the baseline in pixels, by DejaVu Sans' design.
  package var capHeight: Double { size * 0.729 }

  /// The same weight at another size.
  package func scaled(by factor: Double) -> Font { Font(size: size * factor, weight: weight) }
}
