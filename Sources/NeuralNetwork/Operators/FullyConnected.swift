import Kernels

/// Gemm or MatMul with constant weights: a fully connected layer.
struct FullyConnected: MatrixProduct {
  let outputShape: [Int]
  /// What follows it.
  var epilogue = Epilogue()
  private let inputCount: Int
  /// [outputs, inputs]
  private var weights: FloatBuffer
  private var bias: [Float]

  var multiplyAdds: Int { inputCount * outputShape[0] }

  init(gemm context: NodeContext) throws {
    try context.checkAttributes(["alpha", "beta", "transA", "transB"])
    guard try context.int("transA", default: 0) == 0 else { throw context.unsupported("transA") }
    let alpha = try context.float("alpha", default: 1)
    let beta = try context.float("beta", default: 1)
    let bias = try context.constant(2)?.values.map { $0 * beta } ?? []
    try self.init(
      context, isTransposed: context.int("transB", default: 0) != 0, alpha: alpha, bias: bias)
  }

  init(matMul context: NodeContext) throws {
    try context.checkAttributes([])
    try self.init(context, isTransposed: false, alpha: 1, bias: [])
  }

  private init(
    _ context: NodeContext, isTransposed: Bool, alpha: Float, bias: [Float]
  ) throws {
    let shape = try context.shape(0)
    guard shape.count == 1 else { throw context.unsupported("an input that is not flattened") }
    let weights = try context.requiredConstant(1)
    guard weights.shape.count == 2, weights.shape[isTransposed ? 1 : 0] == shape[0],
      !weights.values.isEmpty
    else { throw context.invalid("weights \(weights.shape) do not fit \(shape[0]) inputs") }
    let outputs = weights.shape[isTransposed ? 0 : 1]
    guard [0, 1, outputs].contains(bias.count) else {
      throw context.invalid("a bias of \(bias.count) values does not fit \(outputs) outputs")
    }
    var stored = weights.values.map { $0 * alpha }
    if !isTransposed {
      for output in 0..<outputs {
        for input in 0..<shape[0] {
          stored[output * shape[0] + input] = weights.values[input * outputs + output] * alpha
        }
      }
    }
    self.weights = FloatBuffer(stored)
    self.bias = (0..<outputs).map { bias.isEmpty ? 0 : bias[bias.count == 1 ? 0 : $0] }
    inputCount = shape[0]
    outputShape = try context.checked([outputs])
  }

  func scaled(by scales: [Float], shifts: [Float]) -> FullyConnected {
    var result = self
    result.weights = weights.rowsScaled(by: scales)
    result.bias = bias.indices.map { bias[$0] * scales[$0] + shifts[$0] }
    return result
  }

  /// The same layer with its weights as the kernels read them; nil where its results are no
  /// multiple of 8.
  func packed(_ kernels: NetworkKernels) -> PackedFullyConnected? {
    guard outputShape[0] % 8 == 0 else { return nil }
    return PackedFullyConnected(
      weights: weights, finish: Finish(bias: bias, epilogue: epilogue), kernels: kernels)
  }

  var weightCount: Int { weights.count }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let outputs = outputShape[0]
    gemm(
      rows: batch, columns: outputs, depth: inputCount, a: inputs[0].pointer,
      aStride: inputCount, b: weights.pointer, bStride: inputCount, bTransposed: true,
      c: output.pointer, cStride: outputs, accumulate: false)
    for row in 0..<batch {
      for index in 0..<outputs {
        epilogue.apply(
          to: output.pointer + row * outputs + index, count: 1, channel: index, bias: bias[index])
      }
    }
  }
}
