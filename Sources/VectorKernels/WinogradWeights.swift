/// `G g Gᵀ` of one 3x3 kernel: the (size + 2)² values of its points, `resultStride` apart.
///
/// - Parameters:
///   - size: side of the result tiles the weights are for, 4 or 2.
///   - kernel: nine values, row by row.
package func winogradWeights(
  size: Int, kernel: UnsafePointer<Float>, result: UnsafeMutablePointer<Float>, resultStride: Int
) {
  let side = size &+ 2
  for row in 0..<side {
    for column in 0..<side {
      var sum: Double = 0
      for y in 0..<3 {
        for x in 0..<3 {
          // SAFETY: the kernel has nine values.
          sum +=
            weightFactor(size, row, y) * Double(kernel[y &* 3 &+ x])
            * weightFactor(size, column, x)
        }
      }
      result[(row &* side &+ column) &* resultStride] = Float(sum)
    }
  }
}

/// `G[row][column]` of F(4, 3) at the points 0, 1, -1, 2, -2, or of F(2, 3) at 0, 1, -1.
private func weightFactor(_ size: Int, _ row: Int, _ column: Int) -> Double {
  if row == size &+ 1 { return column == 2 ? 1 : 0 }
  if row == 0 { return column == 0 ? (size == 4 ? 0.25 : 1) : 0 }
  let sign: Double = row % 2 == 0 && column == 1 ? -1 : 1
  if size == 2 { return sign * 0.5 }
  if row <= 2 { return sign * -1 / 6 }
  return sign * (column == 0 ? 1 : column == 1 ? 2 : 4) / 24
}
