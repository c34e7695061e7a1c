/// Which operation an arithmetic node becomes: with constants it is often a cheaper one.
enum Arithmetic {
  /// The operation of Add, Sub, Mul, Div, Pow, PRelu, Min, Max, Sum or Mean.
  static func make(
    _ context: NodeContext, _ function: Combination.Function
  ) throws -> any Operation {
    let count = context.node.inputs.count
    if count == 1, context.isVariadic {
      return Activation(outputShape: try context.shape(0), function: .identity)
    }
    guard count == 2 || (count > 2 && context.isVariadic) else {
      throw context.invalid("it has \(count) inputs")
    }
    if count == 2, context.node.opType != "Mean" {
      if let affine = try withConstant(context, function) { return affine }
      if case .power = function, let power = try withExponent(context) { return power }
    }
    if case .leak = function { return try leak(context) }
    return try Combination(context, function)
  }

  /// Arithmetic of a computed value with a constant that does not enlarge it.
  private static func withConstant(
    _ context: NodeContext, _ function: Combination.Function
  ) throws -> ScaleAndShift? {
    guard let input = [0, 1].first(where: { context.isConstant(1 - $0) }),
      let factors = factors(function, constantIsLeft: input == 1)
    else { return nil }
    try context.checkAttributes([])
    let shape = try context.shape(input)
    let constant = try context.requiredConstant(1 - input)
    guard let values = Broadcast.values(of: constant, for: shape) else { return nil }
    let pairs = values.map(factors)
    return ScaleAndShift(outputShape: shape, scales: pairs.map(\.0), shifts: pairs.map(\.1))
  }

  /// What makes scale and shift of a constant; nil where it can't be.
  private static func factors(
    _ function: Combination.Function, constantIsLeft: Bool
  ) -> ((Float) -> (Float, Float))? {
    switch (function, constantIsLeft) {
    case (.add, _): { (1, $0) }
    case (.subtract, false): { (1, -$0) }
    case (.subtract, true): { (-1, $0) }
    case (.multiply, _): { ($0, 0) }
    case (.divide, false): { (1 / $0, 0) }
    default: nil
    }
  }

  /// Pow with one exponent, which may be a whole number's.
  private static func withExponent(_ context: NodeContext) throws -> ElementFunction? {
    guard !context.isConstant(0), let constant = context.constants[1] else { return nil }
    try context.checkAttributes([])
    let shape = try context.shape(0)
    switch constant {
    case .floats(let tensor) where tensor.values.count == 1 && tensor.shape.count <= shape.count:
      return ElementFunction(outputShape: shape, function: .power(tensor.values[0]))
    case .sizes(let tensor) where tensor.values.count == 1 && tensor.shape.count <= shape.count:
      guard let exponent = tensor.values[0].number else { return nil }
      return ElementFunction(outputShape: shape, function: .power(Float(exponent)))
    default: return nil
    }
  }

  /// PRelu's slopes must not enlarge what they are applied to.
  private static func leak(_ context: NodeContext) throws -> Combination {
    let result = try Combination(context, .leak)
    guard try result.outputShape == context.shape(0) else {
      throw context.invalid("slopes \(context.shapeTitle(1)) for \(context.shapeTitle(0))")
    }
    return result
  }
}

extension NodeContext {
  /// Whether the operator takes any number of inputs.
  fileprivate var isVariadic: Bool { ["Min", "Max", "Sum", "Mean"].contains(node.opType) }
}
