import Kernels

/// The operators the engine has: one line each.
enum OperationFactory {
  /// The operations for a node: one for each of its outputs, or for the first alone.
  ///
  /// - Throws: `NeuralNetworkError` where the operator, an attribute or a shape is not supported,
  ///   with the node's name.
  static func make(_ context: NodeContext) throws -> [any Operation] {
    if context.node.opType == "Split" {
      let count = try context.shape(0).reduce(1, *)
      return try Arrangement.split(context).map { Rearrangement.make($0, inputCount: count) }
    }
    guard
      let operation = try network(context) ?? reshaping(context) ?? elementwise(context)
    else { throw context.unsupported("operator \(context.node.opType)") }
    return [operation]
  }

  /// What networks compute with: products, pooling, normalisation.
  private static func network(_ context: NodeContext) throws -> (any Operation)? {
    switch context.node.opType {
    case "Conv": return try Convolution(context)
    case "ConvTranspose": return try TransposedConvolution(context)
    case "Gemm": return try gemm(context)
    case "MatMul": return try matMul(context)
    case "BatchNormalization": return try ScaleAndShift(batchNormalization: context)
    case "InstanceNormalization": return try Normalization(instance: context)
    case "GroupNormalization": return try Normalization(group: context)
    case "LayerNormalization": return try Normalization(layer: context)
    case "MaxPool": return try Pooling(max: context)
    case "AveragePool": return try Pooling(average: context)
    case "GlobalAveragePool" where try context.shape(0).count == 3:
      return try Pooling(globalAverage: context)
    case "GlobalAveragePool": return try Reduction(global: context, .mean)
    case "GlobalMaxPool": return try Reduction(global: context, .maximum)
    case "Softmax", "LogSoftmax": return try Softmax(context)
    case "Resize", "Upsample": return try Resize.make(context)
    case "Concat": return try Concatenation(context)
    default: return try Reduction(context)
    }
  }

  /// What moves values or only names them differently.
  private static func reshaping(_ context: NodeContext) throws -> (any Operation)? {
    switch context.node.opType {
    case "Expand" where context.isConstant(0):
      return try RepeatedConstant(
        context.requiredConstant(0), to: context.sizes(1)?.values ?? [], context)
    case "ConstantOfShape":
      guard case .floats(let value) = try ConstantFolding.fillValue(context) else {
        throw context.unsupported("integers for each picture")
      }
      return try RepeatedConstant(value, to: context.sizes(0)?.values ?? [], context)
    case "Cast": return try cast(context)
    default: break
    }
    if let reshaping = try Reshaping.make(context) { return reshaping }
    return try Arrangement.make(context).map { arrangement, fill in
      Rearrangement.make(
        arrangement, inputCount: try context.shape(0).reduce(1, *), fill: fill)
    }
  }

  /// Functions of each value, or of values side by side.
  private static func elementwise(_ context: NodeContext) throws -> (any Operation)? {
    if let function = Combination.Function(opType: context.node.opType) {
      return try Arithmetic.make(context, function)
    }
    if let function = try activation(context) { return function }
    return try ElementFunction(context)
  }

  /// A bias must be one for all pictures.
  private static func gemm(_ context: NodeContext) throws -> FullyConnected {
    let result = try FullyConnected(gemm: context)
    if let bias = try context.constant(2) {
      guard bias.shape.count <= 2, bias.values.count == (bias.shape.last ?? 1) else {
        throw context.mixesBatch("a bias of \(bias.shape)")
      }
    }
    return result
  }

  /// One matrix of weights behind flat values is a fully connected layer.
  private static func matMul(_ context: NodeContext) throws -> any Operation {
    if !context.isConstant(0), try context.shape(0).count == 1,
      case .floats(let weights)? = context.constants.last, weights.shape.count == 2
    {
      return try FullyConnected(matMul: context)
    }
    return try MatrixMultiplication(context)
  }

  /// Computed values are float32 and stay so.
  private static func cast(_ context: NodeContext) throws -> Activation {
    try context.checkAttributes(["to", "saturate"])
    let type = Int32(truncatingIfNeeded: try context.int("to", default: 0))
    guard ONNXElementType(rawValue: type) == .float else {
      throw context.unsupported("a Cast of computed values to \(ONNXElementType.title(type))")
    }
    return Activation(outputShape: try context.shape(0), function: .identity)
  }

  private static func activation(_ context: NodeContext) throws -> Activation? {
    let function: Activation.Function
    var known: Set<String> = []
    switch context.node.opType {
    case "Identity": function = .identity
    case "Dropout":
      known = ["ratio", "seed"]
      guard try context.integers(2) ?? [0] == [0] else {
        throw context.unsupported("Dropout in training mode")
      }
      function = .identity
    case "Relu": function = .relu
    case "Sigmoid": function = .sigmoid
    case "Tanh": function = .tanh
    case "LeakyRelu":
      known = ["alpha"]
      function = .leakyRelu(slope: try context.float("alpha", default: 0.01))
    case "Elu":
      known = ["alpha"]
      function = .elu(alpha: try context.float("alpha", default: 1))
    case "Clip":
      known = ["min", "max"]
      // Attributes up to opset 10, inputs from 11 on.
      let low = try context.constant(1)?.values.first
      let high = try context.constant(2)?.values.first
      function = .clip(
        low: try low ?? context.float("min", default: -.greatestFiniteMagnitude),
        high: try high ?? context.float("max", default: .greatestFiniteMagnitude))
    default: return nil
    }
    try context.checkAttributes(known)
    return Activation(outputShape: try context.shape(0), function: function)
  }
}
