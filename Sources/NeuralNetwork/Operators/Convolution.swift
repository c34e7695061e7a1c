import Kernels

/// Conv: unrolled (im2col) in bands of result rows and multiplied by OpenBLAS, with an epilogue
/// that spares ReLU and batch norm their own pass.
struct Convolution: MatrixProduct {
  let outputShape: [Int]
  let multiplyAdds: Int
  /// What follows the convolution.
  var epilogue = Epilogue()
  let window: SlidingWindow
  let channels: Int
  let groups: Int
  /// [filters, channels of a group * kernel height * kernel width]
  private(set) var weights: FloatBuffer
  private(set) var bias: [Float]

  init(_ context: NodeContext) throws {
    try context.checkAttributes([
      "kernel_shape", "strides", "dilations", "pads", "auto_pad", "group",
    ])
    let input = try context.pictureShape(0)
    let weights = try context.requiredConstant(1)
    let groups = try context.int("group", default: 1)
    guard weights.shape.count == 4, weights.shape.allSatisfy({ $0 > 0 }),
      (1...input.channels).contains(groups)
    else {
      throw context.unsupported("weights of shape \(weights.shape) in \(groups) groups")
    }
    let filters = weights.shape[0]
    guard weights.shape[1] * groups == input.channels, filters % groups == 0 else {
      throw context.invalid(
        "weights \(weights.shape) in \(groups) groups do not fit \(input.channels) channels")
    }
    window = try SlidingWindow(
      context, kernel: Array(weights.shape[2...]), height: input.height, width: input.width)
    guard [window.kernelHeight, window.kernelWidth] == Array(weights.shape[2...]) else {
      throw context.invalid("kernel_shape differs from the weights' \(weights.shape)")
    }
    bias =
      try context.constant(2) == nil
      ? [Float](repeating: 0, count: filters) : context.perChannel(2, channels: filters)
    channels = input.channels
    self.groups = groups
    self.weights = FloatBuffer(weights.values)
    outputShape = try context.checked([filters, window.outputHeight, window.outputWidth])
    multiplyAdds = weights.values.count * window.outputHeight * window.outputWidth
    _ = try context.checked(Array(weights.shape[1...]) + [window.outputWidth])
  }

  func scaled(by scales: [Float], shifts: [Float]) -> Convolution {
    var result = self
    result.weights = weights.rowsScaled(by: scales)
    result.bias = bias.indices.map { bias[$0] * scales[$0] + shifts[$0] }
    return result
  }

  private var filters: Int { outputShape[0] }
  private var filtersPerGroup: Int { filters / groups }
  /// Rows of a group's unrolled matrix.
  private var depth: Int { channels / groups * window.kernelHeight * window.kernelWidth }

  /// Result rows that one step unrolls: a few hundred columns, about half of a megabyte.
  private var bandRows: Int {
    let columns = min(max(131_072 / depth, 128), 2304)
    return min(max(1, columns / window.outputWidth), window.outputHeight)
  }

  var weightCount: Int { weights.count }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let input = inputs[0]
    let rows = window.outputHeight
    // A batch smaller than the number of threads is cut into as many bands at least.
    let share = batch >= workspaces.count ? rows : (rows + workspaces.count - 1) / workspaces.count
    let step = min(bandRows, share)
    let bands = (rows + step - 1) / step
    parallelChunks(batch * bands, threads: workspaces.count) { chunk, range in
      for unit in range {
        let first = unit % bands * step
        runBand(
          input, output, picture: unit / bands, rows: first..<min(first + step, rows),
          workspace: workspaces[chunk])
      }
    }
  }

  private func runBand(
    _ input: FloatBuffer, _ output: FloatBuffer, picture: Int, rows: Range<Int>,
    workspace: FloatBuffer
  ) {
    let columns = rows.count * window.outputWidth
    let area = window.outputHeight * window.outputWidth
    let groupChannels = channels / groups
    workspace.reserve(depth * columns)
    // SAFETY: a picture's values and a band of its result, both inside buffers that the session
    // sized from the shapes checked at load.
    for group in 0..<groups {
      let source =
        input.pointer + (picture * channels + group * groupChannels) * window.height * window.width
      unroll(source, channels: groupChannels, rows: rows, into: workspace.pointer)
      let firstFilter = group * filtersPerGroup
      let target =
        output.pointer + (picture * filters + firstFilter) * area
        + rows.lowerBound * window.outputWidth
      gemm(
        rows: filtersPerGroup, columns: columns, depth: depth,
        a: weights.pointer + firstFilter * depth, aStride: depth,
        b: workspace.pointer, bStride: columns, c: target, cStride: area, accumulate: false)
      for filter in 0..<filtersPerGroup {
        epilogue.apply(
          to: target + filter * area, count: columns, channel: firstFilter + filter,
          bias: bias[firstFilter + filter])
      }
    }
  }

  /// The unrolled matrix [channels * kernel, rows * output width] of a band of result rows.
  private func unroll(
    _ source: UnsafePointer<Float>, channels: Int, rows: Range<Int>,
    into target: UnsafeMutablePointer<Float>
  ) {
    var line = target
    for channel in 0..<channels {
      let plane = source + channel * window.height * window.width
      for kernelY in 0..<window.kernelHeight {
        for kernelX in 0..<window.kernelWidth {
          let offset = kernelX * window.dilationX - window.padLeft
          let valid = window.validColumns(offset: offset)
          for row in rows {
            let y = row * window.strideY + kernelY * window.dilationY - window.padTop
            copyRow(
              y >= 0 && y < window.height ? plane + y * window.width : nil, offset: offset,
              valid: valid, into: line)
            line += window.outputWidth
          }
        }
      }
    }
  }

  private func copyRow(
    _ source: UnsafePointer<Float>?, offset: Int, valid: Range<Int>,
    into line: UnsafeMutablePointer<Float>
  ) {
    guard let source, !valid.isEmpty else {
      line.update(repeating: 0, count: window.outputWidth)
      return
    }
    for x in 0..<valid.lowerBound { line[x] = 0 }
    if window.strideX == 1 {
      (line + valid.lowerBound).update(
        from: source + (valid.lowerBound + offset), count: valid.count)
    } else {
      for x in valid { line[x] = source[x * window.strideX + offset] }
    }
    for x in valid.upperBound..<window.outputWidth { line[x] = 0 }
  }
}
