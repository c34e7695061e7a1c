/// Operators that give the same values another shape: Flatten, Reshape, Squeeze, Unsqueeze.
///
/// The batch of a computed input stays dimension 0; what would move it or merge it with another
/// dimension is refused.
enum Reshaping {
  /// The operation of a node whose input is computed; nil where its operator is none of these.
  static func make(_ context: NodeContext) throws -> (any Operation)? {
    guard let shape = try shape(context) else { return nil }
    return Activation(outputShape: Array(shape.dropFirst()), function: .identity)
  }

  /// Sizes of a node's result, where the batch is 1; nil where its operator is none of these.
  static func shape(_ context: NodeContext) throws -> [Int]? {
    switch context.node.opType {
    case "Flatten": return try flatten(context)
    case "Reshape": return try reshape(context)
    case "Squeeze": return try squeeze(context)
    case "Unsqueeze": return try unsqueeze(context)
    default: return nil
    }
  }

  private static func flatten(_ context: NodeContext) throws -> [Int] {
    try context.checkAttributes(["axis"])
    let input = try context.fullShape(0)
    let given = try context.int("axis", default: 1)
    guard (-input.count...input.count).contains(given) else {
      throw context.invalid("there is no axis \(given) of \(input.count) dimensions")
    }
    let axis = given < 0 ? given + input.count : given
    let shape = [input[..<axis].reduce(1, *), input[axis...].reduce(1, *)]
    guard !context.isComputed(0) || (axis > 0 && shape[0] == 1) else {
      throw context.mixesBatch("axis \(given) of \(context.shapeTitle(0))")
    }
    return shape
  }

  private static func reshape(_ context: NodeContext) throws -> [Int] {
    try context.checkAttributes(["allowzero"])
    let input = try context.fullShape(0)
    guard let sizes = try context.sizes(1)?.values else {
      throw context.invalid("its input 1, the shape, is missing")
    }
    let zeroKeeps = try context.int("allowzero", default: 0) == 0
    var free: Int?
    var shape: [Int] = []
    for (axis, size) in sizes.enumerated() {
      switch size {
      case .number(0) where zeroKeeps && axis < input.count: shape.append(input[axis])
      case .number(-1) where free == nil:
        free = axis
        shape.append(1)
      case .number(let number) where axis > 0 || !context.isComputed(0): shape.append(number)
      case _ where context.isComputed(0) && axis == 0 && context.isBatch(size): shape.append(1)
      default: throw refusal(context, sizes)
      }
    }
    let count = input.reduce(1, *)
    guard let known = shape.product(limit: NodeContext.maximumCount) else {
      throw refusal(context, sizes)
    }
    if let free, known > 0 {
      // The batch takes a free size alone, and no other dimension may take the batch's place.
      let takesBatch = context.isComputed(0) && free == 0
      shape[free] = takesBatch ? 1 : count / known
    }
    guard shape.reduce(1, *) == count, keepsBatch(context, sizes, free) else {
      throw refusal(context, sizes)
    }
    return shape
  }

  /// Whether the first size is the batch: its own, 0, -1, or the number it is fixed to. A 1 beside
  /// a free size would take all pictures together, unless they are one.
  private static func keepsBatch(_ context: NodeContext, _ sizes: [Size], _ free: Int?) -> Bool {
    guard context.isComputed(0) else { return true }
    guard let first = sizes.first else { return false }
    return free == nil || free == 0 || first != .number(1) || context.fixedBatch == 1
  }

  private static func refusal(_ context: NodeContext, _ sizes: [Size]) -> NeuralNetworkError {
    let title = "the shape \(sizes) for \(context.shapeTitle(0))"
    guard context.isComputed(0) else { return context.invalid("\(title) does not fit") }
    return context.unsupported("\(title), which does not fit or would mix the pictures of a batch,")
  }

  private static func squeeze(_ context: NodeContext) throws -> [Int] {
    try context.checkAttributes(["axes"])
    let input = try context.fullShape(0)
    guard let list = try context.list(input: 1, attribute: "axes") else {
      guard !context.isComputed(0) else { throw context.mixesBatch("Squeeze without axes") }
      return input.filter { $0 != 1 }
    }
    let axes = try context.axes(list, rank: input.count)
    guard axes.allSatisfy({ input[$0] == 1 }) else {
      throw context.invalid("axes \(list) of \(context.shapeTitle(0)) are not all 1")
    }
    return input.indices.filter { !axes.contains($0) }.map { input[$0] }
  }

  private static func unsqueeze(_ context: NodeContext) throws -> [Int] {
    try context.checkAttributes(["axes"])
    var shape = try context.fullShape(0)
    guard let list = try context.list(input: 1, attribute: "axes"), (1...8).contains(list.count)
    else { throw context.invalid("it does not have 1 to 8 axes") }
    for axis in try context.axes(list, rank: shape.count + list.count).sorted() {
      shape.insert(1, at: axis)
    }
    return shape
  }
}
