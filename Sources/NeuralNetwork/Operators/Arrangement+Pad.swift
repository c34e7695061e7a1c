/// Pad.
extension Arrangement {
  /// Pad: by attributes up to opset 10, by inputs from 11 on, with axes from 18 on. Negative
  /// amounts cut; with the modes reflect, edge and wrap they are refused.
  static func pad(_ context: NodeContext) throws -> (Arrangement, fill: Float) {
    try context.checkAttributes(["pads", "value", "mode"])
    let source = try context.fullShape(0)
    let mode = try context.string("mode", default: "constant")
    let axes = try context.integers(3) ?? Array(source.indices)
    guard let pads = try context.list(input: 1, attribute: "pads"), pads.count == 2 * axes.count,
      pads.allSatisfy({ (-1_000_000...1_000_000).contains($0) })
    else { throw context.invalid("its pads are not two numbers for each of \(axes.count) axes") }
    var shape = source
    var ranges: [Int: (first: Int, end: Int)] = [:]
    for (index, given) in axes.enumerated() {
      let (before, after) = (pads[index], pads[index + axes.count])
      if before == 0, after == 0 { continue }
      let axis = try context.axis(given, rank: source.count)
      guard ranges[axis] == nil else { throw context.invalid("axes \(axes) repeat themselves") }
      shape[axis] = source[axis] + before + after
      guard shape[axis] >= 0 else { throw context.invalid("its pads \(pads) cut all away") }
      ranges[axis] = (-before, source[axis] + after)
    }
    // Before any place is made: there may be a thousand axes with a million places each.
    _ = try context.isComputed(0) ? context.positive(shape) : context.checked(shape)
    var picks: [Int: [Int]] = [:]
    for (axis, range) in ranges {
      picks[axis] = try places(
        context, mode: mode, from: range.first, to: range.end, size: source[axis])
    }
    let fill = try context.constant(2)?.values.first ?? context.float("value", default: 0)
    return (Arrangement(of: source, picks: picks), fill)
  }

  /// Places along one dimension: those outside of it are -1 or some inside.
  private static func places(
    _ context: NodeContext, mode: String, from first: Int, to end: Int, size: Int
  ) throws -> [Int] {
    let places = first..<max(end, first)
    if mode == "constant" { return places.map { $0 < 0 || $0 >= size ? -1 : $0 } }
    guard first <= 0, end >= size, size > 0 else {
      throw context.unsupported("negative padding in mode \(mode)")
    }
    switch mode {
    case "edge": return places.map { min(max($0, 0), size - 1) }
    case "wrap": return places.map { ($0 % size + size) % size }
    case "reflect":
      guard -first < size, end < 2 * size else {
        throw context.invalid("it reflects more than the \(size) values there are")
      }
      return places.map { $0 < 0 ? -$0 : $0 < size ? $0 : 2 * (size - 1) - $0 }
    default: throw context.unsupported("mode \(mode)")
    }
  }
}
