import CSIMD

/// One node of a cascade's weak classifier as the scan reads it; see `haar.h`.
package typealias HaarNode = haar_node

extension HaarNode {
  package init(
    corners: (SIMD4<Int32>, SIMD4<Int32>, SIMD4<Int32>), weights: (Float, Float, Float),
    threshold: Float, left: (value: Float, node: Int32), right: (value: Float, node: Int32)
  ) {
    func four(_ corners: SIMD4<Int32>) -> (Int32, Int32, Int32, Int32) {
      (corners[0], corners[1], corners[2], corners[3])
    }
    self.init(
      corners0: four(corners.0), corners1: four(corners.1), corners2: four(corners.2),
      weight0: weights.0, weight1: weights.1, weight2: weights.2, threshold: threshold,
      left_value: left.value, right_value: right.value, left_node: left.node,
      right_node: right.node)
  }
}
