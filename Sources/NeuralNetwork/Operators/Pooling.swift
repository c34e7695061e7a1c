import Kernels

/// MaxPool, AveragePool and GlobalAveragePool.
struct Pooling: Operation {
  enum Kind: Sendable, Equatable {
    case max
    /// Whether padding counts as values of 0.
    case average(countsPadding: Bool)
  }

  let outputShape: [Int]
  let kind: Kind
  let window: SlidingWindow

  init(max context: NodeContext) throws {
    try context.checkAttributes([
      "kernel_shape", "strides", "dilations", "pads", "auto_pad", "ceil_mode", "storage_order",
    ])
    try self.init(context, .max, kernel: nil)
  }

  init(average context: NodeContext) throws {
    try context.checkAttributes([
      "kernel_shape", "strides", "dilations", "pads", "auto_pad", "ceil_mode", "count_include_pad",
    ])
    let countsPadding = try context.int("count_include_pad", default: 0) != 0
    try self.init(context, .average(countsPadding: countsPadding), kernel: nil)
  }

  init(globalAverage context: NodeContext) throws {
    let input = try context.pictureShape(0)
    try self.init(
      context, .average(countsPadding: false), kernel: [input.height, input.width])
  }

  private init(_ context: NodeContext, _ kind: Kind, kernel: [Int]?) throws {
    let input = try context.pictureShape(0)
    self.kind = kind
    window = try SlidingWindow(context, kernel: kernel, height: input.height, width: input.width)
    // Every window holds a value of the picture.
    guard window.padsAreSmallerThanKernel else {
      throw context.invalid("its padding is not smaller than its kernel")
    }
    outputShape = try context.checked([input.channels, window.outputHeight, window.outputWidth])
  }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let input = inputs[0]
    let area = window.outputHeight * window.outputWidth
    parallelFor(batch * outputShape[0], threads: workspaces.count) { plane in
      let source = input.pointer + plane * window.height * window.width
      let target = output.pointer + plane * area
      if isHalving { return halve(source, into: target) }
      for y in 0..<window.outputHeight {
        for x in 0..<window.outputWidth {
          target[y * window.outputWidth + x] = pooled(source, x: x, y: y)
        }
      }
    }
  }

  /// The common case: the greatest of each 2x2 values.
  var isHalving: Bool { kind == .max && window.isHalving }

  private func halve(
    _ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>
  ) {
    for y in 0..<window.outputHeight {
      // SAFETY: 2 * outputHeight <= height and 2 * outputWidth <= width without padding.
      let (top, row) = (source + 2 * y * window.width, target + y * window.outputWidth)
      let bottom = top + window.width
      for x in 0..<window.outputWidth {
        let (a, b, c, d) = (top[2 * x], top[2 * x + 1], bottom[2 * x], bottom[2 * x + 1])
        let (left, right) = (a > c ? a : c, b > d ? b : d)
        row[x] = left > right ? left : right
      }
    }
  }

  private func pooled(_ source: UnsafePointer<Float>, x: Int, y: Int) -> Float {
    var greatest = -Float.infinity
    var sum: Float = 0
    var count = 0
    for kernelY in 0..<window.kernelHeight {
      let sourceY = y * window.strideY + kernelY * window.dilationY - window.padTop
      guard sourceY >= 0, sourceY < window.height else { continue }
      for kernelX in 0..<window.kernelWidth {
        let sourceX = x * window.strideX + kernelX * window.dilationX - window.padLeft
        guard sourceX >= 0, sourceX < window.width else { continue }
        let value = source[sourceY * window.width + sourceX]
        greatest = value > greatest ? value : greatest
        sum += value
        count += 1
      }
    }
    switch kind {
    case .max: return greatest
    case .average(let countsPadding):
      return sum / Float(countsPadding ? window.paddedCount(x: x, y: y) : max(count, 1))
    }
  }
}
