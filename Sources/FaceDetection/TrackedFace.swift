import Imaging

/// A face that is followed from frame to frame.
package struct TrackedFace: Sendable, Equatable {
  /// The same as long as the face is followed, from 1 up, never used again.
  package var id: Int
  /// In the frame's pixels, steadied.
  package var box: Rect
  /// Whether the face was found in this very frame; false where its box was carried over.
  package var detected: Bool
  /// Of the face's last detection: see ``Detection/score``.
  package var score: Double

  package init(id: Int, box: Rect, detected: Bool, score: Double) {
    self.id = id
    self.box = box
    self.detected = detected
    self.score = score
  }
}
