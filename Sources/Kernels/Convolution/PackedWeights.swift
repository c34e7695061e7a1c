/// Weight matrices laid out as the kernels read them: [matrix, panel of 16 filters, depth, 16].
///
/// The last panel of a number of filters that is no multiple of 16 is filled up with zeros.
package struct PackedWeights: Sendable {
  /// Filters of a panel.
  package static let panelWidth = 16

  package let filters: Int
  package let depth: Int
  package let values: FloatBuffer

  package var panels: Int { (filters + Self.panelWidth - 1) / Self.panelWidth }

  /// Room for weights, all 0.
  package init(matrices: Int, filters: Int, depth: Int) {
    self.filters = filters
    self.depth = depth
    let panels = (filters + Self.panelWidth - 1) / Self.panelWidth
    values = FloatBuffer(
      count: matrices * panels * depth * Self.panelWidth, prefersHugePages: true)
  }

  /// One matrix.
  ///
  /// - Parameter weight: the weight of a filter and a depth.
  package init(filters: Int, depth: Int, weight: (_ filter: Int, _ depth: Int) -> Float) {
    self.init(matrices: 1, filters: filters, depth: depth)
    let width = Self.panelWidth
    for filter in 0..<filters {
      for index in 0..<depth {
        // SAFETY: inside of the filter's panel.
        values.pointer[(filter / width * depth + index) * width + filter % width] = weight(
          filter, index)
      }
    }
  }

  /// [depth, 16] of a panel of a matrix.
  package func panel(_ panel: Int, of matrix: Int) -> UnsafePointer<Float> {
    UnsafePointer(values.pointer + (matrix * panels + panel) * depth * Self.panelWidth)
  }

  /// Multiplies rows of values with a range of panels: `result[row][filter]`, the range's first
  /// filter at the start of each row.
  package func multiply(
    _ kernels: NetworkKernels, matrix: Int = 0, panels range: Range<Int>, rows: Int,
    values: UnsafePointer<Float>, valueStride: Int, result: UnsafeMutablePointer<Float>,
    resultStride: Int
  ) {
    for panel in range {
      let first = panel * Self.panelWidth
      kernels.multiplyPanel(
        rows, depth, values, valueStride, self.panel(panel, of: matrix),
        result + (panel - range.lowerBound) * Self.panelWidth, resultStride,
        filters - first < Self.panelWidth ? 1 : 0)
    }
  }

  /// Multiplies windows, whose values lie at `offsets` from their first, with a range of panels, as
  /// ``multiply(_:matrix:panels:rows:values:valueStride:result:resultStride:)`` does rows.
  package func multiplyWindows(
    _ kernels: NetworkKernels, panels range: Range<Int>, rows: Int,
    offsets: UnsafePointer<Int>, values: UnsafePointer<Float>, valueStride: Int,
    result: UnsafeMutablePointer<Float>, resultStride: Int
  ) {
    for panel in range {
      let first = panel * Self.panelWidth
      kernels.multiplyWindows(
        rows, depth, offsets, values, valueStride, self.panel(panel, of: 0),
        result + (panel - range.lowerBound) * Self.panelWidth, resultStride,
        filters - first < Self.panelWidth ? 1 : 0)
    }
  }
}
