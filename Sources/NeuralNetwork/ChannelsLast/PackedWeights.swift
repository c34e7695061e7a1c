import Kernels

/// Weight matrices laid out as the kernels read them: [matrix, panel of 16 filters, depth, 16].
///
/// The last panel of a number of filters that is no multiple of 16 is filled up with zeros.
struct PackedWeights: Sendable {
  /// Filters of a panel.
  static let panelWidth = 16

  let filters: Int
  let depth: Int
  private let values: FloatBuffer

  var panels: Int { (filters + Self.panelWidth - 1) / Self.panelWidth }

  /// - Parameter fill: called with each filter and depth, and a place for its value in the first
  ///   matrix; those in the next are `stride` values apart.
  init(
    matrices: Int, filters: Int, depth: Int,
    fill: (_ filter: Int, _ depth: Int, _ to: UnsafeMutablePointer<Float>, _ stride: Int) -> Void
  ) {
    self.filters = filters
    self.depth = depth
    let width = Self.panelWidth
    let stride = (filters + width - 1) / width * depth * width
    values = FloatBuffer(count: matrices * stride)
    for filter in 0..<filters {
      for index in 0..<depth {
        // SAFETY: below `stride`, and so inside of every matrix.
        let place = (filter / width * depth + index) * width + filter % width
        fill(filter, index, values.pointer + place, stride)
      }
    }
  }

  /// [depth, 16] of a panel of a matrix.
  func panel(_ panel: Int, of matrix: Int) -> UnsafePointer<Float> {
    UnsafePointer(values.pointer + (matrix * panels + panel) * depth * Self.panelWidth)
  }

  /// Multiplies rows of values with a range of panels: `result[row][filter]`, the range's first
  /// filter at the start of each row.
  func multiply(
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
}
