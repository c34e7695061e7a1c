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
    case "Flatten": return try Reshaping.flatten(context)
    case "Reshape": return try Reshaping.reshape(context)
    case "Squeeze": return try Reshaping.squeeze(context)
    case "Unsqueeze": return try Reshaping.unsqueeze(context)
    default: if let function = try activation(context) { return function }
    }
    throw context.unsupported("operator \(context.node.opType)")
  }

  private static func activation(_ context: NodeContext) throws -> Activation? {
    let function: Activation.Function
    switch context.node.opType {
    case "Identity": function = .identity
    case "Dropout":
      guard try context.integers(2) ?? [0] == [0] else {
        throw context.unsupported("Dropout in training mode")
      }
      function = .identity
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
}
