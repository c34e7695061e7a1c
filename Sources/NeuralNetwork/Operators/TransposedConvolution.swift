import Kernels

/// ConvTranspose: each input value spreads its channel's kernel over the result (Zeiler et al.
/// 2010). A product by OpenBLAS makes all contributions, which are then added up.
struct TransposedConvolution: Operation {
  let outputShape: [Int]
  let multiplyAdds: Int
  private let window: TransposedWindow
  private let channels, groups: Int
  /// [channels, filters of a group * kernel height * kernel width]
  private let weights: FloatBuffer
  private let bias: [Float]

  init(_ context: NodeContext) throws {
    try context.checkAttributes([
      "kernel_shape", "strides", "dilations", "pads", "auto_pad", "group", "output_padding",
      "output_shape",
    ])
    let input = try context.pictureShape(0)
    let weights = try context.requiredConstant(1)
    let groups = try context.int("group", default: 1)
    guard weights.shape.count == 4, weights.shape.allSatisfy({ $0 > 0 }),
      weights.shape[0] == input.channels, (1...input.channels).contains(groups),
      input.channels % groups == 0
    else {
      throw context.invalid(
        "weights \(weights.shape) in \(groups) groups do not fit \(input.channels) channels")
    }
    window = try TransposedWindow(
      context, kernel: Array(weights.shape[2...]), height: input.height, width: input.width)
    (channels, self.groups) = (input.channels, groups)
    // No overflow: the constant holds channels * weights.shape[1] values at least.
    let filters = weights.shape[1] * groups
    outputShape = try context.positive([filters, window.outputHeight, window.outputWidth])
    bias =
      try context.constant(2) == nil
      ? [Float](repeating: 0, count: filters) : context.perChannel(2, channels: filters)
    self.weights = FloatBuffer(weights.values)
    _ = try context.checked(Array(weights.shape[1...]) + [input.height, input.width])
    multiplyAdds = weights.values.count * input.height * input.width
  }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let input = inputs[0]
    let area = window.height * window.width
    let (groupChannels, filters) = (channels / groups, outputShape[0] / groups)
    let rows = filters * window.kernelHeight * window.kernelWidth
    parallelChunks(batch * groups, threads: workspaces.count) { chunk, range in
      let workspace = workspaces[chunk]
      workspace.reserve(rows * area)
      for part in range {
        let group = part % groups
        // SAFETY: part numbers the groups of all pictures, each with its channels and filters; the
        // workspace holds rows * area values.
        gemm(
          rows: rows, columns: area, depth: groupChannels,
          a: weights.pointer + group * groupChannels * rows, aStride: rows, aTransposed: true,
          b: input.pointer + part * groupChannels * area, bStride: area,
          c: workspace.pointer, cStride: area, accumulate: false)
        for filter in 0..<filters {
          addUp(
            workspace.pointer + filter * (rows / filters) * area,
            bias: bias[group * filters + filter],
            into: output.pointer
              + (part * filters + filter) * window.outputHeight * window.outputWidth)
        }
      }
    }
  }

  /// Adds the contributions of all kernel places, [kernel height, kernel width, height, width], to
  /// a plane of the result.
  private func addUp(
    _ contributions: UnsafePointer<Float>, bias: Float, into plane: UnsafeMutablePointer<Float>
  ) {
    plane.update(repeating: bias, count: window.outputHeight * window.outputWidth)
    var source = contributions
    for kernelY in 0..<window.kernelHeight {
      for kernelX in 0..<window.kernelWidth {
        let offset = kernelX * window.dilationX - window.padLeft
        let valid = window.validColumns(offset: offset)
        for y in 0..<window.height {
          let row = y * window.strideY + kernelY * window.dilationY - window.padTop
          if row >= 0, row < window.outputHeight {
            // SAFETY: valid columns land within the result's row.
            let target = plane + row * window.outputWidth
            for x in valid { target[x * window.strideX + offset] += source[x] }
          }
          source += window.width
        }
      }
    }
  }
}
