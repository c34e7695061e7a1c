import Imaging

/// A Haar feature: the weighted sum of the levels in up to three rectangles, all upright or all
/// tilted.
///
/// A tilted rectangle stands on a corner (Lienhart and Maydt 2002): from its top corner at `x`, `y`
/// `width` pixels go down to the right and `height` down to the left.
package struct HaarFeature: Sendable, Equatable {
  /// One rectangle of a feature.
  package struct Part: Sendable, Equatable {
    /// In pixels of the cascade's window.
    package let rect: Rect
    /// What the rectangle's sum of levels is multiplied by.
    package let weight: Float

    package init(rect: Rect, weight: Float) {
      self.rect = rect
      self.weight = weight
    }
  }

  /// Greatest number of rectangles of a feature.
  package static let maximumParts = 3

  /// One to three rectangles.
  package let parts: [Part]

  /// Whether the rectangles are turned by 45 degrees.
  package let isTilted: Bool

  package init(parts: [Part], isTilted: Bool = false) {
    self.parts = parts
    self.isTilted = isTilted
  }
}
