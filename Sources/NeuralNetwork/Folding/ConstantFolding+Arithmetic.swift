/// Arithmetic on constants.
extension ConstantFolding {
  /// The value of an arithmetic node; nil where its operator is none of these.
  static func computed(_ context: NodeContext, _ input: KnownValue) throws -> KnownValue? {
    switch input {
    case .sizes(let tensor):
      if let reduced = try reduced(tensor, context) { return reduced }
      if context.node.opType == "Neg" {
        let values = tensor.values.map { .number(0) - $0 }
        return try .sizes(sizes(values, tensor.shape, context))
      }
    case .floats(let tensor):
      if let function = try ElementFunction.Function(context) {
        var values = tensor.values
        function.apply(tensor.values, into: &values, count: values.count)
        return .floats(Tensor(shape: tensor.shape, values: values))
      }
    }
    guard context.node.inputs.count == 2, let other = context.constants[1] else { return nil }
    switch (input, other) {
    case (.sizes(let left), .sizes(let right)): return try combined(left, right, context)
    case (.floats(let left), .floats(let right)): return try combined(left, right, context)
    case (.floats(let left), .sizes(let right)) where context.node.opType == "Pow":
      guard let exponents = right.numbers else { return nil }
      return try combined(
        left, Tensor(shape: right.shape, values: exponents.map { Float($0) }), context)
    default: return nil
    }
  }

  private static func combined(
    _ left: Tensor, _ right: Tensor, _ context: NodeContext
  ) throws -> KnownValue? {
    guard let function = Combination.Function(opType: context.node.opType), function != .leak,
      context.node.opType != "Mean"
    else { return nil }
    let runs = try runs(left.shape, right.shape, context)
    let values = zip(runs.places(of: 0), runs.places(of: 1)).map {
      function(left.values[$0], right.values[$1])
    }
    return .floats(Tensor(shape: runs.shape, values: values))
  }

  private static func combined(
    _ left: SizeTensor, _ right: SizeTensor, _ context: NodeContext
  ) throws -> KnownValue? {
    guard let function = function(context.node.opType) else { return nil }
    let runs = try runs(left.shape, right.shape, context)
    let values = zip(runs.places(of: 0), runs.places(of: 1)).map {
      function(left.values[$0], right.values[$1])
    }
    return try .sizes(sizes(values, runs.shape, context))
  }

  private static func runs(
    _ left: [Int], _ right: [Int], _ context: NodeContext
  ) throws -> BroadcastRuns {
    guard let shape = BroadcastRuns.shape(of: [left, right]) else {
      throw context.invalid("inputs \(left) and \(right) do not fit each other")
    }
    _ = try context.checked(shape)
    return BroadcastRuns([left, right])
  }

  private static func sizes(
    _ values: [Size?], _ shape: [Int], _ context: NodeContext
  ) throws -> SizeTensor {
    let known = values.compactMap { $0 }
    guard known.count == values.count else {
      throw context.unsupported("\(context.node.opType) of the batch's size or so large numbers")
    }
    return SizeTensor(shape: shape, values: known)
  }

  private static func function(_ opType: String) -> ((Size, Size) -> Size?)? {
    switch opType {
    case "Add", "Sum": { $0 + $1 }
    case "Sub": { $0 - $1 }
    case "Mul": { $0 * $1 }
    case "Div": { $0 / $1 }
    case "Min": { chosen($0, $1, by: min) }
    case "Max": { chosen($0, $1, by: max) }
    case "Equal": { a, b in a.isEqual(to: b).map { .number($0 ? 1 : 0) } }
    default: nil
    }
  }

  /// One of two sizes; nil where the batch has to be compared with a number.
  private static func chosen(
    _ left: Size, _ right: Size, by choice: (Int, Int) -> Int
  ) -> Size? {
    if left == right { return left }
    guard let a = left.number, let b = right.number else { return nil }
    return .number(choice(a, b))
  }

  /// ReduceProd, ReduceSum, ReduceMax and ReduceMin of a list of sizes to one.
  private static func reduced(
    _ tensor: SizeTensor, _ context: NodeContext
  ) throws -> KnownValue? {
    let function: (Size, Size) -> Size?
    switch context.node.opType {
    case "ReduceProd": function = { $0 * $1 }
    case "ReduceSum": function = { $0 + $1 }
    case "ReduceMax": function = { chosen($0, $1, by: max) }
    case "ReduceMin": function = { chosen($0, $1, by: min) }
    default: return nil
    }
    try context.checkAttributes(["axes", "keepdims", "noop_with_empty_axes"])
    let axes = try context.list(input: 1, attribute: "axes") ?? [0]
    guard tensor.shape.count == 1, let first = tensor.values.first, axes == [0] || axes == [-1]
    else { throw context.unsupported("reducing integers of \(tensor.shape)") }
    let result = tensor.values.dropFirst().reduce(Optional(first)) { result, size in
      result.flatMap { function($0, size) }
    }
    let keeps = try context.int("keepdims", default: 1) != 0
    return try .sizes(sizes([result], keeps ? [1] : [], context))
  }
}
