/// The operators that only move values, as arrangements of their input 0.
///
/// The batch of a computed input is dimension 0, of size 1; it must stay where it is.
extension Arrangement {
  /// The arrangement of a node, and what fills places without a source; nil where its operator is
  /// none that moves values.
  static func make(_ context: NodeContext) throws -> (Arrangement, fill: Float)? {
    switch context.node.opType {
    case "Transpose": return (try transpose(context), 0)
    case "Slice": return (try slice(context), 0)
    case "Gather": return (try gather(context), 0)
    case "Expand": return (try expand(context), 0)
    case "Tile": return (try tile(context), 0)
    case "Pad": return try pad(context)
    case "DepthToSpace": return (try depthToSpace(context), 0)
    case "SpaceToDepth": return (try spaceToDepth(context), 0)
    default: return nil
    }
  }

  private static func transpose(_ context: NodeContext) throws -> Arrangement {
    try context.checkAttributes(["perm"])
    let source = try context.fullShape(0)
    let order = try context.intList("perm") ?? source.indices.reversed()
    guard order.sorted() == Array(source.indices) else {
      throw context.invalid("perm \(order) is no order of \(source.count) dimensions")
    }
    guard !context.isComputed(0) || order.first == 0 else {
      throw context.mixesBatch("perm \(order)")
    }
    return Arrangement(of: source, order: order, picks: [:])
  }

  private static func gather(_ context: NodeContext) throws -> Arrangement {
    try context.checkAttributes(["axis"])
    let source = try context.fullShape(0)
    let axis = try context.axis(context.int("axis", default: 0), rank: source.count)
    guard let indices = try context.sizes(1), let numbers = indices.numbers else {
      throw context.unsupported("Gather by computed indices")
    }
    let size = source[axis]
    guard numbers.allSatisfy({ (-size..<max(size, 1)).contains($0) && size > 0 }) else {
      throw context.invalid("indices \(numbers) are not all within \(size)")
    }
    let shape = Array(source[..<axis]) + indices.shape + source[(axis + 1)...]
    let checked = try context.isComputed(0) ? context.positive(shape) : context.checked(shape)
    let places = numbers.map { $0 < 0 ? $0 + size : $0 }
    return Arrangement(of: source, picks: [axis: places]).reshaped(to: checked)
  }

  private static func expand(_ context: NodeContext) throws -> Arrangement {
    try context.checkAttributes([])
    let source = try context.fullShape(0)
    guard let target = try context.sizes(1)?.values else {
      throw context.invalid("its input 1, the shape, is missing")
    }
    var sizes = target.map { $0.number ?? -1 }
    if context.isComputed(0) {
      guard target.count <= source.count,
        target.count < source.count || target.first.map(context.isBatch) ?? true
      else { throw context.mixesBatch("a shape \(target) for \(context.shapeTitle(0))") }
      if target.count == source.count { sizes[0] = 1 }
    }
    guard sizes.allSatisfy({ $0 >= 0 }), let shape = BroadcastRuns.shape(of: [source, sizes]) else {
      throw context.invalid("the shape \(target) does not fit \(context.shapeTitle(0))")
    }
    let widened = Array(repeating: 1, count: shape.count - source.count) + source
    _ = try context.isComputed(0) ? context.positive(shape) : context.checked(shape)
    var picks: [Int: [Int]] = [:]
    for axis in shape.indices where widened[axis] != shape[axis] {
      picks[axis] = Array(repeating: 0, count: shape[axis])
    }
    return Arrangement(of: widened, picks: picks)
  }

  private static func tile(_ context: NodeContext) throws -> Arrangement {
    try context.checkAttributes([])
    let source = try context.fullShape(0)
    guard let repeats = try context.integers(1), repeats.count == source.count,
      repeats.allSatisfy({ (1...NodeContext.maximumCount).contains($0) })
    else { throw context.invalid("its repeats are not \(source.count) numbers from 1 on") }
    guard !context.isComputed(0) || repeats.first == 1 else {
      throw context.mixesBatch("repeats \(repeats)")
    }
    // No overflow: both factors are below 2^31.
    _ = try context.checked(zip(source, repeats).map { $0 * $1 })
    var picks: [Int: [Int]] = [:]
    for (axis, count) in repeats.enumerated() where count > 1 {
      picks[axis] = (0..<(source[axis] * count)).map { $0 % source[axis] }
    }
    return Arrangement(of: source, picks: picks)
  }
}
