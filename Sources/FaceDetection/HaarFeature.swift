import Imaging

/// A Haar feature: the weighted sum of the levels in up to three upright rectangles.
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

  package init(parts: [Part]) {
    self.parts = parts
  }
}
