import Imaging

/// Where a face that is followed may be in the next frame.
package struct ExpectedFace: Sendable, Equatable {
  /// The last detection's box, moved to where the face's movement leads.
  package var box: Rect
  /// Farthest the centre is thought to be from there along either axis, in sides of the box.
  package var reach: Double
  /// Greatest ratio of the new size to the last one, or of that to the new one.
  package var ratio: Double
}
