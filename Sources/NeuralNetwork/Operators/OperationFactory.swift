import Kernels

/// The operators the engine has: one line each.
enum OperationFactory {
  /// The operation for a node.
  ///
  /// - Throws: `NeuralNetworkError` where the operator, an attribute or a shape is not supported,
  ///   with the node's name.
  static func make(_ context: NodeContext) throws -> any Operation {
    switch context.node.opType {
    case "Conv": return try Convolution(context)
    case "Gemm": return try FullyConnected(gemm: context)
    case "MatMul": return try FullyConnected(matMul: context)
    case "BatchNormalization": return try ScaleAndShift(batchNormalization: context)
    case "MaxPool": return try Pooling(max: context)
    case "AveragePool": return try Pooling(average: context)
    case "GlobalAveragePool": return try Pooling(globalAverage: context)
    case "Softmax": return try Softmax(context)
    case "Add", "Sub", "Mul", "Div":
      guard let function = Combination.Function(rawValue: context.node.opType) else { break }
      return try Combination.make(context, function)
    case "Flatten", "Reshape": return try reshaped(context)
    default: if let function = try activation(context) { return function }
    }
    throw context.unsupported("operator \(context.node.opType)")
  }

  private static func activation(_ context: NodeContext) throws -> Activation? {
    let function: Activation.Function
    switch context.node.opType {
    case "Identity": function = .identity
    case "Dropout": function = .identity
    case "Relu": function = .relu
    case "Sigmoid": function = .sigmoid
    case "Tanh": function = .tanh
    case "LeakyRelu": function = .leakyRelu(slope: try context.float("alpha", default: 0.01))
    case "Elu": function = .elu(alpha: try context.float("alpha", default: 1))
    case "Clip":
      // Attributes up to opset 10, inputs from 11 on.
      let low = try context.constant(1)?.values.first
      let high = try context.constant(2)?.values.first
      function = .clip(
        low: try low ?? context.float("min", default: -.greatestFiniteMagnitude),
        high: try high ?? context.float("max", default: .greatestFiniteMagnitude))
    default: return nil
    }
    try context.checkAttributes(["alpha", "min", "max", "ratio", "seed"])
    return Activation(outputShape: try context.shape(0), function: function)
  }

  /// Flatten and Reshape: the values stay as they are, the batch stays dimension 0.
  private static func reshaped(_ context: NodeContext) throws -> any Operation {
    try context.checkAttributes(["axis", "allowzero"])
    let input = try context.shape(0)
    let count = input.reduce(1, *)
    guard context.node.opType == "Reshape" else {
      guard [1, -input.count].contains(try context.int("axis", default: 1)) else {
        throw context.unsupported("an axis other than 1")
      }
      return Activation(outputShape: [count], function: .identity)
    }
    let sizes = try context.requiredConstant(1).values.map { Int($0) }
    guard let first = sizes.first, [0, -1, 1].contains(first) else {
      throw context.unsupported("a shape \(sizes) that does not keep the batch")
    }
    var shape = sizes.dropFirst().enumerated().map { index, size in
      size == 0 && index < input.count ? input[index] : size
    }
    let known = shape.filter { $0 != -1 }.reduce(1, *)
    if let free = shape.firstIndex(of: -1), known > 0 { shape[free] = count / known }
    guard shape.allSatisfy({ $0 > 0 }), shape.reduce(1, *) == count else {
      throw context.invalid("its shape \(sizes) does not hold \([1] + input)")
    }
    return Activation(outputShape: shape, function: .identity)
  }
}
