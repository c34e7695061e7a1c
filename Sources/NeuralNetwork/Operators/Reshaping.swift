/// Operators that give the same values another shape. The batch stays dimension 0.
enum Reshaping {
  static func flatten(_ context: NodeContext) throws -> any Operation {
    try context.checkAttributes(["axis"])
    let input = try context.shape(0)
    guard [1, -input.count].contains(try context.int("axis", default: 1)) else {
      throw context.unsupported("an axis other than 1")
    }
    return Activation(outputShape: [input.reduce(1, *)], function: .identity)
  }

  static func reshape(_ context: NodeContext) throws -> any Operation {
    try context.checkAttributes(["allowzero"])
    let input = try context.shape(0)
    guard let sizes = try context.integers(1) else {
      throw context.invalid("its input 1, the shape, is missing")
    }
    let zeroKeeps = try context.int("allowzero", default: 0) == 0
    var free: [Int] = []
    var shape: [Int] = []
    for (axis, size) in sizes.enumerated() {
      if size == -1 { free.append(axis) }
      switch size {
      case 0 where zeroKeeps && axis == 0: shape.append(1)
      case 0 where zeroKeeps && axis <= input.count: shape.append(input[axis - 1])
      case -1: shape.append(1)
      default: shape.append(size)
      }
    }
    let count = input.reduce(1, *)
    // A batch of 1, an unknown one and the input's own are all the batch.
    guard shape.first == 1, free.count <= 1,
      let known = shape.product(limit: count), known > 0, count % known == 0
    else { throw context.unsupported("a shape \(sizes) for \(["batch"] + input.map(String.init))") }
    if let axis = free.first, axis > 0 { shape[axis] = count / known }
    guard shape.reduce(1, *) == count else {
      throw context.invalid("its shape \(sizes) does not hold \(count) values a picture")
    }
    return Activation(outputShape: Array(shape.dropFirst()), function: .identity)
  }

  static func squeeze(_ context: NodeContext) throws -> any Operation {
    let input = try context.shape(0)
    let axes = try axes(context, rank: input.count + 1)
    guard let axes else { throw context.unsupported("Squeeze without axes") }
    guard axes.allSatisfy({ input[$0 - 1] == 1 }) else {
      throw context.invalid("axes \(axes) of [batch] and \(input) are not all 1")
    }
    let shape = input.indices.filter { !axes.contains($0 + 1) }.map { input[$0] }
    return Activation(outputShape: shape, function: .identity)
  }

  static func unsqueeze(_ context: NodeContext) throws -> any Operation {
    let input = try context.shape(0)
    let given = try context.integers(1)?.count ?? context.intList("axes")?.count ?? 0
    guard (1...8).contains(given), let axes = try axes(context, rank: input.count + 1 + given)
    else { throw context.unsupported("\(given) axes") }
    var shape = input
    for axis in axes.sorted() { shape.insert(1, at: min(axis - 1, shape.count)) }
    return Activation(outputShape: shape, function: .identity)
  }

  /// The axes by input (from opset 13 on) or attribute, each 1..<rank; nil where left out.
  private static func axes(_ context: NodeContext, rank: Int) throws -> Set<Int>? {
    try context.checkAttributes(["axes"])
    guard let list = try context.integers(1) ?? context.intList("axes") else { return nil }
    let axes = Set(list.map { $0 < 0 && $0 >= -rank ? $0 + rank : $0 })
    guard axes.count == list.count, axes.allSatisfy({ (1..<rank).contains($0) }) else {
      throw context.unsupported("axes \(list) of \(rank) dimensions")
    }
    return axes
  }
}
