import Kernels

/// Add, Sub, Mul or Div of two computed values of the same shape: residual connections.
struct Combination: Operation {
  enum Function: String, Sendable {
    case add = "Add"
    case subtract = "Sub"
    case multiply = "Mul"
    case divide = "Div"
  }

  let outputShape: [Int]
  let function: Function

  /// The operation for a node: with a constant on one side it becomes a ``ScaleAndShift``.
  static func make(_ context: NodeContext, _ function: Function) throws -> any Operation {
    try context.checkAttributes([])
    if let constant = try? context.constant(1) {
      return try withConstant(constant, on: context.shape(0), context) { value in
        switch function {
        case .add: (1, value)
        case .subtract: (1, -value)
        case .multiply: (value, 0)
        case .divide: (1 / value, 0)
        }
      }
    }
    if let constant = try? context.constant(0) {
      return try withConstant(constant, on: context.shape(1), context) { value in
        switch function {
        case .add: (1, value)
        case .subtract: (-1, value)
        case .multiply: (value, 0)
        case .divide: throw context.unsupported("a constant divided by a computed value")
        }
      }
    }
    let shape = try context.shape(0)
    guard try context.shape(1) == shape else {
      throw context.unsupported(
        "operands of different shapes, \(shape) and \(try context.shape(1))")
    }
    return Combination(outputShape: shape, function: function)
  }

  private static func withConstant(
    _ constant: Tensor, on shape: [Int], _ context: NodeContext,
    _ factors: (Float) throws -> (Float, Float)
  ) throws -> any Operation {
    // Aligned on the right as NumPy does; leading dimensions of 1 do not matter.
    let sizes = Array(constant.shape.drop { $0 == 1 })
    let isScalar = constant.values.count == 1
    let isPerChannel = shape.count == 3 && sizes == [shape[0], 1, 1]
    guard isScalar || isPerChannel || sizes == shape else {
      throw context.unsupported("a constant of shape \(constant.shape) with values of \(shape)")
    }
    let pairs = try constant.values.map(factors)
    return ScaleAndShift(
      outputShape: shape, scales: pairs.map(\.0), shifts: pairs.map(\.1))
  }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let (left, right) = (inputs[0], inputs[1])
    parallelChunks(batch * outputCount, threads: workspaces.count) { _, range in
      let (a, b, target) = (left.pointer, right.pointer, output.pointer)
      switch function {
      case .add: for index in range { target[index] = a[index] + b[index] }
      case .subtract: for index in range { target[index] = a[index] - b[index] }
      case .multiply: for index in range { target[index] = a[index] * b[index] }
      case .divide: for index in range { target[index] = a[index] / b[index] }
      }
    }
  }
}
