import Kernels

/// Add, Sub, Mul or Div of two computed values: residual connections, and one value a channel
/// (squeeze and excitation) applied to whole planes.
struct Combination: Operation {
  enum Function: String, Sendable {
    case add = "Add"
    case subtract = "Sub"
    case multiply = "Mul"
    case divide = "Div"
  }

  let outputShape: [Int]
  private let function: Function
  /// How many values in a row of the result one value of the left and of the right side is for.
  private let leftRun, rightRun: Int

  /// The operation for a node: with a constant on one side it becomes a ``ScaleAndShift``.
  static func make(_ context: NodeContext, _ function: Function) throws -> any Operation {
    try context.checkAttributes([])
    if context.isConstant(1) {
      let constant = try context.requiredConstant(1)
      return try withConstant(constant, on: context.shape(0), context) { value in
        switch function {
        case .add: (1, value)
        case .subtract: (1, -value)
        case .multiply: (value, 0)
        case .divide: (1 / value, 0)
        }
      }
    }
    if context.isConstant(0) {
      let constant = try context.requiredConstant(0)
      return try withConstant(constant, on: context.shape(1), context) { value in
        switch function {
        case .add: (1, value)
        case .subtract: (-1, value)
        case .multiply: (value, 0)
        case .divide: throw context.unsupported("a constant divided by a computed value")
        }
      }
    }
    return try Combination(context, function)
  }

  private init(_ context: NodeContext, _ function: Function) throws {
    let (left, right) = (try context.shape(0), try context.shape(1))
    self.function = function
    if let run = Self.run(of: right, in: left) {
      (outputShape, leftRun, rightRun) = (left, 1, run)
    } else if let run = Self.run(of: left, in: right) {
      (outputShape, leftRun, rightRun) = (right, run, 1)
    } else {
      throw context.unsupported("operands of different shapes, \(left) and \(right),")
    }
  }

  /// Values of `whole` that each value of `part` is for, where only last dimensions are 1.
  private static func run(of part: [Int], in whole: [Int]) -> Int? {
    guard part.count == whole.count else { return nil }
    let same = zip(part, whole).prefix { $0 == $1 }.count
    guard part[same...].allSatisfy({ $0 == 1 }) else { return nil }
    return whole[same...].reduce(1, *)
  }

  private static func withConstant(
    _ constant: Tensor, on shape: [Int], _ context: NodeContext,
    _ factors: (Float) throws -> (Float, Float)
  ) throws -> any Operation {
    guard let values = Broadcast.values(of: constant, for: shape) else {
      throw context.unsupported("a constant of \(constant.shape) with values of \(shape)")
    }
    let pairs = try values.map(factors)
    return ScaleAndShift(outputShape: shape, scales: pairs.map(\.0), shifts: pairs.map(\.1))
  }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let (left, right) = (inputs[0], inputs[1])
    parallelChunks(batch * outputCount, threads: workspaces.count) { _, range in
      // SAFETY: the session sized all three for the batch; a run divides a picture's count.
      let (a, b, target) = (left.pointer, right.pointer, output.pointer)
      switch function {
      case .add: for i in range { target[i] = a[i / leftRun] + b[i / rightRun] }
      case .subtract: for i in range { target[i] = a[i / leftRun] - b[i / rightRun] }
      case .multiply: for i in range { target[i] = a[i / leftRun] * b[i / rightRun] }
      case .divide: for i in range { target[i] = a[i / leftRun] / b[i / rightRun] }
      }
    }
  }
}
