import Kernels

/// Any ungrouped convolution with channels last: each result pixel's window is laid out as one row,
/// and rows are multiplied with packed weights while they are in the cache. A 1x1 kernel of stride
/// 1 reads its rows where they are.
struct PackedConvolution: Operation {
  let outputShape: [Int]
  let multiplyAdds: Int
  private let channels: Int
  private let window: SlidingWindow
  private let product: PackedProduct

  /// - Parameter weights: [filters, channels, kernel height, kernel width]; filters and channels
  ///   multiples of 8.
  init(
    weights: FloatBuffer, filters: Int, channels: Int, window: SlidingWindow, finish: Finish,
    kernels: NetworkKernels
  ) {
    let taps = window.kernelHeight * window.kernelWidth
    precondition(
      filters % 8 == 0 && channels % 8 == 0 && weights.count == filters * channels * taps,
      "\(weights.count) weights for \(filters) filters of \(channels)x\(taps)")
    (self.channels, self.window) = (channels, window)
    outputShape = [filters, window.outputHeight, window.outputWidth]
    multiplyAdds = weights.count * window.outputHeight * window.outputWidth
    product = PackedProduct(
      weights: PackedWeights(filters: filters, depth: channels * taps) { filter, depth in
        // The row of a window is [tap, channel].
        weights.pointer[(filter * channels + depth % channels) * taps + depth / channels]
      }, finish: finish, kernels: kernels)
  }

  private var weights: PackedWeights { product.weights }
  private var area: Int { window.outputHeight * window.outputWidth }

  /// Rows that are laid out at once: about a quarter of a megabyte.
  private var largestBlock: Int { min(max(65_536 / weights.depth / 6 * 6, 12), 144) }

  var weightCount: Int { weights.values.count }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let input = inputs[0]
    let split = WorkSplit(
      rows: batch * area, panels: weights.panels, threads: workspaces.count,
      largest: largestBlock, smallest: 12)
    parallelChunks(split.units, threads: workspaces.count) { chunk, units in
      for unit in units {
        run(
          input, output, rows: split.rows(of: unit), panels: split.panels(of: unit),
          workspace: workspaces[chunk])
      }
    }
  }

  private func run(
    _ input: FloatBuffer, _ output: FloatBuffer, rows: Range<Int>, panels: Range<Int>,
    workspace: FloatBuffer
  ) {
    let depth = weights.depth
    var values = UnsafePointer(input.pointer) + rows.lowerBound * depth
    if !window.isPointwise {
      workspace.reserve(rows.count * depth)
      layOut(input, rows: rows, into: workspace.pointer)
      values = UnsafePointer(workspace.pointer)
    }
    product.multiply(values, rows: rows, panels: panels, into: output)
  }

  /// The windows of result pixels, counted over the whole batch, one row each.
  private func layOut(
    _ input: FloatBuffer, rows: Range<Int>, into target: UnsafeMutablePointer<Float>
  ) {
    var to = target
    for row in rows {
      let (picture, pixel) = (row / area, row % area)
      let (y, x) = (pixel / window.outputWidth, pixel % window.outputWidth)
      let source = input.pointer + picture * channels * window.height * window.width
      let (top, left) = (
        y * window.strideY - window.padTop, x * window.strideX - window.padLeft
      )
      layOut(source, top: top, left: left, into: to)
      to += weights.depth
    }
  }

  /// [tap, channel] of one window.
  private func layOut(
    _ source: UnsafePointer<Float>, top: Int, left: Int, into target: UnsafeMutablePointer<Float>
  ) {
    var to = target
    for kernelY in 0..<window.kernelHeight {
      let y = top + kernelY * window.dilationY
      for kernelX in 0..<window.kernelWidth {
        let x = left + kernelX * window.dilationX
        if y >= 0, y < window.height, x >= 0, x < window.width {
          // SAFETY: the pixel lies inside of the picture.
          to.update(from: source + (y * window.width + x) * channels, count: channels)
        } else {
          to.update(repeating: 0, count: channels)
        }
        to += channels
      }
    }
  }
}
