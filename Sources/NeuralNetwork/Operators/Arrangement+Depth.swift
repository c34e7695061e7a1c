/// DepthToSpace and SpaceToDepth.
extension Arrangement {
  /// [batch, channels, height, width] to channels / block², height * block, width * block.
  static func depthToSpace(_ context: NodeContext) throws -> Arrangement {
    try context.checkAttributes(["blocksize", "mode"])
    let (source, block) = try blocks(context)
    guard source[1] % (block * block) == 0 else {
      throw context.invalid("\(source[1]) channels are no multiple of \(block) x \(block)")
    }
    let depth = source[1] / (block * block)
    let (height, width) = (source[2], source[3])
    let result = [source[0], depth, height * block, width * block]
    switch try context.string("mode", default: "DCR") {
    case "DCR":
      return Arrangement(
        of: [source[0], block, block, depth, height, width], order: [0, 3, 4, 1, 5, 2], picks: [:]
      ).reshaped(to: result)
    case "CRD":
      return Arrangement(
        of: [source[0], depth, block, block, height, width], order: [0, 1, 4, 2, 5, 3], picks: [:]
      ).reshaped(to: result)
    case let mode: throw context.unsupported("mode \(mode)")
    }
  }

  /// [batch, channels, height, width] to channels * block², height / block, width / block.
  static func spaceToDepth(_ context: NodeContext) throws -> Arrangement {
    try context.checkAttributes(["blocksize"])
    let (source, block) = try blocks(context)
    let (height, width) = (source[2] / block, source[3] / block)
    guard height * block == source[2], width * block == source[3] else {
      throw context.invalid("\(source[2])x\(source[3]) is no multiple of \(block)")
    }
    return Arrangement(
      of: [source[0], source[1], height, block, width, block], order: [0, 3, 5, 1, 2, 4], picks: [:]
    ).reshaped(to: [source[0], source[1] * block * block, height, width])
  }

  private static func blocks(_ context: NodeContext) throws -> (source: [Int], block: Int) {
    let source = try context.fullShape(0)
    let block = try context.int("blocksize", default: 0)
    guard source.count == 4, (1...4096).contains(block) else {
      throw context.invalid("a block of \(block) for \(context.shapeTitle(0))")
    }
    return (source, block)
  }
}
