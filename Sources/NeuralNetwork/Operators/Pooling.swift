import Kernels

/// MaxPool, AveragePool and GlobalAveragePool.
struct Pooling: Operation {
  enum Kind: Sendable, Equatable {
    case max
    /// Whether padding counts as values of 0.
    case average(countsPadding: Bool)
  }

  let outputShape: [Int]
  private let kind: Kind
  private let window: SlidingWindow

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
    outputShape = [input.channels, window.outputHeight, window.outputWidth]
  }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let input = inputs[0]
    let area = window.outputHeight * window.outputWidth
    parallelFor(batch * outputShape[0], threads: workspaces.count) { plane in
      let source = input.pointer + plane * window.height * window.width
      let target = output.pointer + plane * area
      for y in 0..<window.outputHeight {
        for x in 0..<window.outputWidth {
          target[y * window.outputWidth + x] = pooled(source, x: x, y: y)
        }
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
      return sum / Float(countsPadding ? window.kernelHeight * window.kernelWidth : max(count, 1))
    }
  }
}
