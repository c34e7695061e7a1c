/// Operators on constants that make values of another kind or shape.
extension ConstantFolding {
  static func concatenated(_ context: NodeContext) throws -> KnownValue {
    try context.checkAttributes(["axis"])
    let parts = context.constants.compactMap { $0 }
    let shape = parts[0].shape
    let given = try context.int("axis", default: 0)
    guard (-shape.count..<shape.count).contains(given) else {
      throw context.invalid("there is no axis \(given) of \(shape.count) dimensions")
    }
    let axis = given < 0 ? given + shape.count : given
    let fits = parts.allSatisfy { part in
      part.shape.count == shape.count
        && shape.indices.allSatisfy { $0 == axis || part.shape[$0] == shape[$0] }
    }
    guard fits else { throw context.invalid("\(parts.map(\.shape)) do not fit on axis \(axis)") }
    var result = shape
    result[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
    result = try context.checked(result)
    let rows = shape[..<axis].reduce(1, *)
    func joined<Value>(_ values: [[Value]]) -> [Value] {
      (0..<rows).flatMap { row in
        values.flatMap { part in
          part[(row * part.count / rows)..<((row + 1) * part.count / rows)]
        }
      }
    }
    let floats = parts.compactMap { part -> [Float]? in
      if case .floats(let tensor) = part { tensor.values } else { nil }
    }
    if floats.count == parts.count {
      return .floats(Tensor(shape: result, values: joined(floats)))
    }
    let sizes = parts.compactMap { part -> [Size]? in
      if case .sizes(let tensor) = part { tensor.values } else { nil }
    }
    guard sizes.count == parts.count else {
      throw context.invalid("it joins floats and integers")
    }
    return .sizes(SizeTensor(shape: result, values: joined(sizes)))
  }

  /// Cast between float32 (and double, kept as float32), integers and booleans.
  static func cast(_ input: KnownValue, _ context: NodeContext) throws -> KnownValue {
    try context.checkAttributes(["to", "saturate"])
    let to = Int32(truncatingIfNeeded: try context.int("to", default: 0))
    switch (ONNXElementType(rawValue: to), input) {
    case (.float, .floats), (.double, .floats): return input
    case (.float, .sizes(let tensor)), (.double, .sizes(let tensor)):
      guard let numbers = tensor.numbers else {
        throw context.unsupported("the batch as a float")
      }
      return .floats(Tensor(shape: tensor.shape, values: numbers.map { Float($0) }))
    case (.int32, .sizes), (.int64, .sizes): return input
    case (.int32, .floats(let tensor)), (.int64, .floats(let tensor)):
      guard tensor.values.allSatisfy({ abs($0) < 1e9 }) else {
        throw context.unsupported("floats as large as integers")
      }
      return .sizes(
        SizeTensor(shape: tensor.shape, values: tensor.values.map { .number(Int($0)) }))
    case (.bool, .sizes(let tensor)):
      let values = tensor.values.map { $0 == .number(0) ? Size.number(0) : .number(1) }
      return .sizes(SizeTensor(shape: tensor.shape, values: values))
    default: throw context.unsupported("a Cast to \(ONNXElementType.title(to))")
    }
  }

  /// Where: the second input's values where the first's are not 0, else the third's.
  static func selected(_ context: NodeContext) throws -> KnownValue {
    try context.checkAttributes([])
    let shapes = context.constants.compactMap { $0?.shape }
    guard shapes.count == 3, let shape = BroadcastRuns.shape(of: shapes),
      let conditions = try context.integers(0)
    else { throw context.invalid("its inputs \(shapes) do not fit each other") }
    _ = try context.checked(shape)
    let runs = BroadcastRuns(shapes)
    let places = (0..<3).map { runs.places(of: $0) }
    func choose<Value>(_ left: [Value], _ right: [Value]) -> [Value] {
      places[0].indices.map {
        conditions[places[0][$0]] != 0 ? left[places[1][$0]] : right[places[2][$0]]
      }
    }
    switch (context.constants[1], context.constants[2]) {
    case (.floats(let left)?, .floats(let right)?):
      return .floats(Tensor(shape: shape, values: choose(left.values, right.values)))
    case (.sizes(let left)?, .sizes(let right)?):
      return .sizes(SizeTensor(shape: shape, values: choose(left.values, right.values)))
    default: throw context.invalid("it chooses between floats and integers")
    }
  }

  static func range(_ context: NodeContext) throws -> KnownValue {
    let numbers = try (0..<3).compactMap { try context.integers($0)?.first }
    guard numbers.count == 3, numbers[2] != 0,
      numbers.allSatisfy({ (-1_000_000...1_000_000).contains($0) })
    else { throw context.unsupported("a range \(numbers)") }
    let values = stride(from: numbers[0], to: numbers[1], by: numbers[2]).prefix(maximumSizes + 1)
      .map { Size.number($0) }
    return .sizes(SizeTensor(shape: [values.count], values: values))
  }

  /// ConstantOfShape; nil where the shape has the batch, which is left to ``RepeatedConstant``.
  static func filled(_ context: NodeContext) throws -> KnownValue? {
    guard let shape = try context.integersUnlessBatch(0) else { return nil }
    guard let count = shape.product(limit: NodeContext.maximumCount) else {
      throw context.unsupported("a result of \(shape)")
    }
    switch try fillValue(context) {
    case .floats(let tensor):
      return .floats(
        Tensor(shape: shape, values: Array(repeating: tensor.values[0], count: count)))
    case .sizes(let tensor):
      guard count <= maximumSizes else { throw context.unsupported("\(count) computed integers") }
      return .sizes(
        SizeTensor(shape: shape, values: Array(repeating: tensor.values[0], count: count)))
    }
  }

  /// The one value of a ConstantOfShape: 0 where it is left out.
  static func fillValue(_ context: NodeContext) throws -> KnownValue {
    try context.checkAttributes(["value"])
    switch context.node.attributes["value"] {
    case nil: return .floats(Tensor(shape: [], values: [0]))
    case .tensor(let tensor)? where tensor.values.count == 1: return .floats(tensor)
    case .integerTensor(let tensor)? where tensor.values.count == 1:
      return .sizes(SizeTensor(tensor))
    default: throw context.invalid("its value is not one number")
    }
  }
}

extension NodeContext {
  /// The whole numbers of a constant input; nil where one depends on the batch.
  fileprivate func integersUnlessBatch(_ input: Int) throws -> [Int]? {
    guard let tensor = try sizes(input) else { throw invalid("its input \(input) is missing") }
    return tensor.numbers
  }
}
