import Imaging

/// A face, or with ungrouped windows a single window, that a cascade found.
package struct Detection: Sendable, Equatable {
  /// In the picture's pixels, inside the picture.
  package var box: Rect
  /// How many windows were grouped into it; 1 for an ungrouped window.
  package var neighbors: Int
  /// Confidence: by how much each of the grouped windows exceeded the last stage's threshold,
  /// summed up, in single precision. 0 or more, no upper bound; it grows with the number of windows, so that scores
  /// compare only between the same cascade and scale factor.
  package var score: Double

  package init(box: Rect, neighbors: Int, score: Double) {
    self.box = box
    self.neighbors = neighbors
    self.score = score
  }

  /// By x, y, width; by height and score after that.
  func comes(before other: Detection) -> Bool {
    (box.x, box.y, box.width, box.height, score)
      < (other.box.x, other.box.y, other.box.width, other.box.height, other.score)
  }
}
