/// What can be computed at load: nodes that depend on constants and shapes alone, such as the
/// chains of Shape, Gather and Concat by which exporters make a Reshape's target.
///
/// A shape's first size, the batch, stays a symbol (``Size``) through these chains.
enum ConstantFolding {
  /// Most whole numbers that a node may compute at load: shapes have a few.
  static let maximumSizes = 1 << 16

  /// The values of a node's outputs; nil where it computes from pictures.
  ///
  /// - Throws: `NeuralNetworkError` where it could not be computed at run time either.
  static func values(of context: NodeContext) throws -> [KnownValue]? {
    switch context.node.opType {
    case "Constant": return [try constant(context)]
    case "Shape": return [try shape(context)]
    case "Size": return [try size(context)]
    default: break
    }
    let inputs = context.node.inputs.indices.filter { !context.node.inputs[$0].isEmpty }
    guard !inputs.isEmpty, inputs.allSatisfy(context.isConstant) else { return nil }
    return try folded(context)
  }

  private static func folded(_ context: NodeContext) throws -> [KnownValue]? {
    guard let input = context.constants.first ?? nil else { return nil }
    if let (arrangement, fill) = try arranged(context, input) {
      return [input.arranged(by: arrangement, fill: fill)]
    }
    if let shape = try Reshaping.shape(context) { return [input.reshaped(to: shape)] }
    switch context.node.opType {
    case "Identity", "Dropout": return [input]
    case "Split": return try Arrangement.split(context).map { input.arranged(by: $0) }
    case "Concat": return [try concatenated(context)]
    case "Cast": return [try cast(input, context)]
    case "Where": return [try selected(context)]
    case "Range": return [try range(context)]
    case "ConstantOfShape": return try filled(context).map { [$0] }
    default: return try computed(context, input).map { [$0] }
    }
  }

  /// An Expand to the batch is left to ``RepeatedConstant``.
  private static func arranged(
    _ context: NodeContext, _ input: KnownValue
  ) throws -> (Arrangement, fill: Float)? {
    if context.node.opType == "Expand", try context.sizes(1)?.numbers == nil { return nil }
    return try Arrangement.make(context)
  }

  private static func constant(_ context: NodeContext) throws -> KnownValue {
    switch context.node.attributes.first.map({ ($0.key, $0.value) }) {
    case ("value", .tensor(let tensor))?: return .floats(tensor)
    case ("value", .integerTensor(let tensor))?: return .sizes(SizeTensor(tensor))
    case ("value_float", .float(let value))?: return .floats(Tensor(shape: [], values: [value]))
    case ("value_floats", .floats(let values))?:
      return .floats(Tensor(shape: [values.count], values: values))
    case ("value_int", .int(let value))?:
      return .sizes(SizeTensor(shape: [], values: [.number(value)]))
    case ("value_ints", .ints(let values))?:
      return .sizes(SizeTensor(shape: [values.count], values: values.map { .number($0) }))
    default: throw context.unsupported("a Constant without numbers")
    }
  }

  /// Sizes of the input, or of the dimensions from `start` to `end` (opset 15).
  private static func shape(_ context: NodeContext) throws -> KnownValue {
    try context.checkAttributes(["start", "end"])
    let sizes = try sizesOfInput(context)
    func cut(_ value: Int) -> Int {
      min(max(value < 0 ? value + sizes.count : value, 0), sizes.count)
    }
    let start = cut(try context.int("start", default: 0))
    let end = cut(try context.int("end", default: sizes.count))
    let kept = Array(sizes[start..<max(start, end)])
    return .sizes(SizeTensor(shape: [kept.count], values: kept))
  }

  private static func size(_ context: NodeContext) throws -> KnownValue {
    let count = try sizesOfInput(context).reduce(Optional(Size.number(1))) { product, size in
      product.flatMap { $0 * size }
    }
    guard let count else { throw context.unsupported("so large an input") }
    return .sizes(SizeTensor(shape: [], values: [count]))
  }

  private static func sizesOfInput(_ context: NodeContext) throws -> [Size] {
    let shape = try context.fullShape(0).map { Size.number($0) }
    return context.isComputed(0) ? [.batch] + shape.dropFirst() : shape
  }
}
