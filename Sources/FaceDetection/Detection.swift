import Imaging

/// A face, or with ungrouped windows a single window, that a cascade found.
package struct Detection: Sendable, Equatable {
  /// In the picture's pixels, inside the picture.
  package var box: Rect
  /// The mean of the grouped windows, each by how clearly it passed, inside the picture.
  ///
  /// `box` counts them all alike, as OpenCV does. Which windows pass hangs by a hair for those at a
  /// face's edge, and with them it moves by some pixels from frame to frame and from one coding of a
  /// picture to another; here they come and go with hardly any weight.
  package var centroid: Rect
  /// How many windows were grouped into it; 1 for an ungrouped window.
  package var neighbors: Int
  /// Confidence: by how much each of the grouped windows exceeded the last stage's threshold,
  /// summed up, in single precision. 0 or more, no upper bound; it grows with the number of windows,
  /// so that scores compare only between the same cascade and scale factor.
  package var score: Double

  /// - Parameter centroid: nil where it is the box.
  package init(box: Rect, centroid: Rect? = nil, neighbors: Int, score: Double) {
    self.box = box
    self.centroid = centroid ?? box
    self.neighbors = neighbors
    self.score = score
  }

  /// By x, y, width; by height and score after that.
  func comes(before other: Detection) -> Bool {
    (box.x, box.y, box.width, box.height, score)
      < (other.box.x, other.box.y, other.box.width, other.box.height, other.score)
  }
}
