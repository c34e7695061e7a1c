/// How a kernel spreads over the result of a transposed convolution.
struct TransposedWindow: Sendable, Equatable {
  let kernelHeight, kernelWidth: Int
  let strideY, strideX: Int
  let dilationY, dilationX: Int
  let padTop, padLeft: Int
  let height, width: Int
  let outputHeight, outputWidth: Int

  /// - Parameters:
  ///   - kernel: [height, width] of the weights.
  ///   - height: the input picture's.
  ///   - width: the input picture's.
  init(_ context: NodeContext, kernel: [Int], height: Int, width: Int) throws {
    let strides = try context.ints("strides", default: [1, 1])
    let dilations = try context.ints("dilations", default: [1, 1])
    guard try context.ints("kernel_shape", default: kernel) == kernel,
      (kernel + strides + dilations).allSatisfy({ (1...4096).contains($0) })
    else {
      throw context.invalid("kernel \(kernel), strides \(strides), dilations \(dilations)")
    }
    let extra = try context.ints("output_padding", default: [0, 0])
    let sizes = [height, width]
    let full = (0..<2).map { axis -> Int in
      let reach = dilations[axis] * (kernel[axis] - 1) + 1
      return strides[axis] * (sizes[axis] - 1) + extra[axis] + reach
    }
    let (pads, output) = try Self.padsAndOutput(context, full, sizes, strides)
    guard output.allSatisfy({ (1...NodeContext.maximumCount).contains($0) }) else {
      throw context.invalid("its pads \(pads) leave nothing of \(full)")
    }
    (kernelHeight, kernelWidth) = (kernel[0], kernel[1])
    (strideY, strideX) = (strides[0], strides[1])
    (dilationY, dilationX) = (dilations[0], dilations[1])
    (padTop, padLeft) = (pads[0], pads[1])
    (self.height, self.width) = (height, width)
    (outputHeight, outputWidth) = (output[0], output[1])
  }

  /// What is cut off at the top and left, and what remains.
  ///
  /// - Parameter full: size of all contributions.
  private static func padsAndOutput(
    _ context: NodeContext, _ full: [Int], _ sizes: [Int], _ strides: [Int]
  ) throws -> (pads: [Int], output: [Int]) {
    let mode = try context.string("auto_pad", default: "NOTSET")
    guard ["NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"].contains(mode) else {
      throw context.unsupported("auto_pad \(mode)")
    }
    let isSame = mode.hasPrefix("SAME")
    let given = try context.node.attributes["output_shape"].map { _ in
      try context.ints("output_shape", default: [0, 0])
    }
    guard let wanted = given ?? (isSame ? zip(sizes, strides).map { $0 * $1 } : nil) else {
      let pads = mode == "VALID" ? [0, 0, 0, 0] : try context.ints("pads", default: [0, 0, 0, 0])
      return (pads, (0..<2).map { full[$0] - pads[$0] - pads[$0 + 2] })
    }
    let totals = (0..<2).map { max(0, full[$0] - wanted[$0]) }
    let pads = totals.map { mode == "SAME_UPPER" ? $0 / 2 : $0 - $0 / 2 }
    return (pads, given ?? (0..<2).map { full[$0] - totals[$0] })
  }

  /// Input columns whose contribution to column `x * stride + offset` lies within the result.
  func validColumns(offset: Int) -> Range<Int> {
    let first = offset >= 0 ? 0 : (-offset + strideX - 1) / strideX
    let end = outputWidth - offset <= 0 ? 0 : (outputWidth - offset - 1) / strideX + 1
    let low = min(first, width)
    return low..<max(low, min(end, width))
  }
}
