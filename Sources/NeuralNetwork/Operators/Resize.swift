/// Resize, and Upsample of opset 7 to 9: by scales or to sizes, of the dimensions behind the batch.
enum Resize {
  /// Nearest neighbours become a ``Rearrangement``, linear and cubic an ``Interpolation``.
  static func make(_ context: NodeContext) throws -> any Operation {
    try context.checkAttributes([
      "mode", "scales", "coordinate_transformation_mode", "nearest_mode", "cubic_coeff_a", "axes",
      "antialias", "exclude_outside", "extrapolation_value", "keep_aspect_ratio_policy",
    ])
    try refuseOptions(context)
    let shape = try context.shape(0)
    let axes = try axes(context, shape: shape)
    _ = try context.positive(axes.map(\.outputSize))
    switch try context.string("mode", default: "nearest") {
    case "nearest":
      let rounding = try rounding(context)
      var picks: [Int: [Int]] = [:]
      for (axis, resized) in axes.enumerated() where !resized.isUnchanged {
        picks[axis + 1] = resized.nearest(rounding)
      }
      return Rearrangement.make(
        Arrangement(of: [1] + shape, picks: picks), inputCount: shape.reduce(1, *))
    case "linear", "bilinear": return try Interpolation(context, axes, weights: { $0.linear() })
    case "cubic":
      let a = try context.float("cubic_coeff_a", default: -0.75)
      return try Interpolation(context, axes, weights: { $0.cubic(a: a) })
    case let mode: throw context.unsupported("mode \(mode)")
    }
  }

  private static func refuseOptions(_ context: NodeContext) throws {
    for name in ["antialias", "exclude_outside"]
    where try context.int(name, default: 0) != 0 {
      throw context.unsupported("attribute \(name) of \(context.node.opType)")
    }
    guard try context.string("keep_aspect_ratio_policy", default: "stretch") == "stretch" else {
      throw context.unsupported("attribute keep_aspect_ratio_policy of \(context.node.opType)")
    }
  }

  private static func rounding(_ context: NodeContext) throws -> ResizeAxis.Rounding {
    if context.opset < 11 { return .simple }
    let name = try context.string("nearest_mode", default: "round_prefer_floor")
    guard let rounding = ResizeAxis.Rounding(rawValue: name), rounding != .simple else {
      throw context.unsupported("nearest_mode \(name)")
    }
    return rounding
  }

  private static func transformation(
    _ context: NodeContext
  ) throws -> ResizeAxis.Transformation {
    if context.opset < 11 { return .asymmetric }
    let name = try context.string("coordinate_transformation_mode", default: "half_pixel")
    guard let transformation = ResizeAxis.Transformation(rawValue: name) else {
      throw context.unsupported("coordinate_transformation_mode \(name)")
    }
    return transformation
  }

  /// What happens to each dimension behind the batch.
  private static func axes(_ context: NodeContext, shape: [Int]) throws -> [ResizeAxis] {
    let transformation = try transformation(context)
    let rank = shape.count + 1
    let given = try context.intList("axes") ?? Array(0..<rank)
    let named = try given.map { value in
      guard (-rank..<rank).contains(value) else {
        throw context.invalid("there is no axis \(value) of \(rank) dimensions")
      }
      return value < 0 ? value + rank : value
    }
    var result = shape.map {
      ResizeAxis(inputSize: $0, outputSize: $0, scale: 1, transformation: transformation)
    }
    let targets = try targets(context, count: named.count)
    for (axis, target) in zip(named, targets) {
      if axis == 0 {
        guard target == .scale(1) || target.size.map(context.isBatch) ?? false else {
          throw context.mixesBatch("another size of axis 0")
        }
        continue
      }
      result[axis - 1] = try resized(shape[axis - 1], to: target, transformation, context)
    }
    return result
  }

  private enum Target: Equatable {
    case scale(Float)
    case size(Size)

    var size: Size? {
      if case .size(let size) = self { size } else { nil }
    }
  }

  /// Scales or sizes: by attribute in opset 7, by input 1 up to opset 10, by inputs 2 or 3 from 11.
  private static func targets(_ context: NodeContext, count: Int) throws -> [Target] {
    let scales: [Float]
    if case .floats(let values)? = context.node.attributes["scales"] {
      scales = values
    } else {
      scales = try context.constant(context.opset < 11 ? 1 : 2)?.values ?? []
    }
    let sizes = context.opset < 11 ? [] : try context.sizes(3)?.values ?? []
    guard scales.isEmpty != sizes.isEmpty, scales.count + sizes.count == count else {
      throw context.invalid("it does not have \(count) scales or as many sizes")
    }
    return scales.map { .scale($0) } + sizes.map { .size($0) }
  }

  private static func resized(
    _ size: Int, to target: Target, _ transformation: ResizeAxis.Transformation,
    _ context: NodeContext
  ) throws -> ResizeAxis {
    switch target {
    case .scale(let scale):
      let output = Float(size) * scale
      guard output >= 1, output <= Float(NodeContext.maximumCount) else {
        throw context.invalid("a scale of \(scale) for \(size) values")
      }
      return ResizeAxis(
        inputSize: size, outputSize: Int(output), scale: scale, transformation: transformation)
    case .size(let given):
      guard let output = given.number, (1...NodeContext.maximumCount).contains(output) else {
        throw context.invalid("a size of \(given)")
      }
      return ResizeAxis(
        inputSize: size, outputSize: output, scale: Float(output) / Float(size),
        transformation: transformation)
    }
  }
}
