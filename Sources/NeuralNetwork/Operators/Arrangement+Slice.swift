/// Slice and Split.
extension Arrangement {
  /// Slice: ranges by attributes up to opset 9, by inputs from 10 on.
  static func slice(_ context: NodeContext) throws -> Arrangement {
    try context.checkAttributes(["starts", "ends", "axes"])
    let source = try context.fullShape(0)
    guard let starts = try sizes(context, input: 1, attribute: "starts"),
      let ends = try sizes(context, input: 2, attribute: "ends"), starts.count == ends.count
    else { throw context.invalid("its starts and ends are missing or not as many") }
    let axes =
      try context.list(input: 3, attribute: "axes") ?? Array(0..<starts.count)
    let steps = try context.integers(4) ?? Array(repeating: 1, count: starts.count)
    guard axes.count == starts.count, steps.count == starts.count, !steps.contains(0) else {
      throw context.invalid("its axes or steps are not as many as its starts, or a step is 0")
    }
    var picks: [Int: [Int]] = [:]
    for (index, given) in axes.enumerated() {
      if try isWholeBatch(context, given, source.count, starts[index], ends[index], steps[index]) {
        continue
      }
      let axis = try context.axis(given, rank: source.count)
      guard let start = starts[index].number, let end = ends[index].number else {
        throw context.unsupported("a range \(starts[index])..<\(ends[index])")
      }
      guard picks[axis] == nil else { throw context.invalid("axes \(axes) repeat themselves") }
      picks[axis] = places(from: start, to: end, by: steps[index], of: source[axis])
    }
    let shape = source.indices.map { picks[$0]?.count ?? source[$0] }
    if context.isComputed(0) { _ = try context.positive(shape) }
    return Arrangement(of: source, picks: picks)
  }

  private static func sizes(
    _ context: NodeContext, input: Int, attribute: String
  ) throws -> [Size]? {
    try context.sizes(input)?.values ?? context.intList(attribute)?.map { .number($0) }
  }

  /// Whether a range takes all pictures in their order.
  private static func isWholeBatch(
    _ context: NodeContext, _ axis: Int, _ rank: Int, _ start: Size, _ end: Size, _ step: Int
  ) throws -> Bool {
    guard context.isComputed(0), axis == 0 || axis == -rank else { return false }
    let reachesEnd = end == .batch || (end.number ?? 0) >= Int(Int32.max)
    return start == .number(0) && step == 1 && reachesEnd
  }

  /// The places of a dimension that a range takes: negative ends count from the dimension's end,
  /// and what lies outside is cut.
  private static func places(from start: Int, to end: Int, by step: Int, of size: Int) -> [Int] {
    guard size > 0 else { return [] }
    let (lowest, highest) = step > 0 ? (0, size) : (-1, size - 1)
    let begin = min(max(start < 0 ? start + size : start, 0), highest)
    let stop = min(max(end < 0 ? end + size : end, lowest), highest)
    // A step longer than the dimension takes one place, as one of its length does.
    return Array(stride(from: begin, to: stop, by: min(max(step, -size), size)))
  }

  /// The parts of a Split, one for each output.
  static func split(_ context: NodeContext) throws -> [Arrangement] {
    try context.checkAttributes(["axis", "split", "num_outputs"])
    let source = try context.fullShape(0)
    let axis = try context.axis(context.int("axis", default: 0), rank: source.count)
    let count = context.node.outputs.count
    let lengths =
      try context.list(input: 1, attribute: "split")
      ?? equalParts(context, count: count, of: source[axis])
    guard lengths.count == count, lengths.allSatisfy({ (0...source[axis]).contains($0) }),
      lengths.reduce(0, +) == source[axis]
    else { throw context.invalid("parts \(lengths) are not \(count) that fill \(source[axis])") }
    var first = 0
    return try lengths.map { length in
      defer { first += length }
      var shape = source
      shape[axis] = length
      if context.isComputed(0) { _ = try context.positive(shape) }
      return Arrangement(of: source, picks: [axis: Array(first..<(first + length))])
    }
  }

  private static func equalParts(
    _ context: NodeContext, count: Int, of size: Int
  ) throws -> [Int] {
    guard try context.int("num_outputs", default: count) == count,
      size % count == 0 || context.opset >= 18
    else { throw context.invalid("\(size) can't be split into \(count) equal parts") }
    let length = (size + count - 1) / count
    return (0..<count).map { max(0, min(length, size - $0 * length)) }
  }
}
