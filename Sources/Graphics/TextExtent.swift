/// The room that one line of text takes, in pixels.
package struct TextExtent: Sendable, Hashable {
  /// From where the text begins to where more text would go on.
  package var width: Double
  /// What the font's highest characters reach above the baseline.
  package var ascent: Double
  /// What the font's lowest characters reach below the baseline.
  package var descent: Double

  package init(width: Double, ascent: Double, descent: Double) {
    self.width = width
    self.ascent = ascent
    self.descent = descent
  }

  package var height: Double { ascent + descent }
}
