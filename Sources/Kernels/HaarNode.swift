/// One node of a cascade's weak classifier as the scan reads it: a Haar feature, its threshold and
/// where to go on.
///
/// The feature is the weighted sum of up to three upright rectangles. Corners are element offsets
/// into the integral picture from a window's top left corner, in the order top left, top right,
/// bottom left, bottom right: `sum = I[0] - I[1] - I[2] + I[3]`.
package struct HaarNode: Sendable {
  package var corners0: SIMD4<Int32>
  package var corners1: SIMD4<Int32>
  /// Counts only where `weight2` is not 0.
  package var corners2: SIMD4<Int32>
  package var weight0: Float
  package var weight1: Float
  package var weight2: Float
  /// The feature, divided by the window's deviation, is held against this: below it the left side
  /// counts.
  package var threshold: Float
  /// The leaf's value where `leftNode` is negative.
  package var leftValue: Float
  /// The leaf's value where `rightNode` is negative.
  package var rightValue: Float
  /// Place of the next node in its tree, greater than this one's own; negative for a leaf.
  package var leftNode: Int32
  /// Place of the next node in its tree, greater than this one's own; negative for a leaf.
  package var rightNode: Int32

  package init(
    corners: (SIMD4<Int32>, SIMD4<Int32>, SIMD4<Int32>), weights: (Float, Float, Float),
    threshold: Float, left: (value: Float, node: Int32), right: (value: Float, node: Int32)
  ) {
    (corners0, corners1, corners2) = corners
    (weight0, weight1, weight2) = weights
    self.threshold = threshold
    (leftValue, leftNode) = left
    (rightValue, rightNode) = right
  }
}
