import Kernels

/// Rows of values times packed weights, each product finished while it is in the cache.
struct PackedProduct: Sendable {
  let weights: PackedWeights
  let finish: Finish
  let kernels: NetworkKernels

  /// - Parameters:
  ///   - values: [rows, depth], from the first row of the range on.
  ///   - rows: of the output.
  ///   - panels: of the weights.
  ///   - output: rows of all the weights' filters.
  func multiply(
    _ values: UnsafePointer<Float>, rows: Range<Int>, panels: Range<Int>, into output: FloatBuffer
  ) {
    let (depth, filters) = (weights.depth, weights.filters)
    let first = panels.lowerBound * PackedWeights.panelWidth
    // SAFETY: the output has all rows with `filters` values each.
    let target = output.pointer + rows.lowerBound * filters + first
    weights.multiply(
      kernels, panels: panels, rows: rows.count, values: values, valueStride: depth,
      result: target, resultStride: filters)
    kernels.finishRows(
      rows.count, min(panels.count * PackedWeights.panelWidth, filters - first), target, filters,
      finish.values.pointer + first, filters, finish.isRectified)
  }
}
