/// How a kernel slides over a picture: common to convolution and pooling.
struct SlidingWindow: Sendable, Equatable {
  let kernelHeight, kernelWidth: Int
  let strideY, strideX: Int
  let dilationY, dilationX: Int
  let padTop, padLeft: Int
  private let padBottom, padRight: Int
  let height, width: Int
  let outputHeight, outputWidth: Int

  /// - Parameters:
  ///   - fallback: [height, width] of the kernel where the attribute may be left out.
  ///   - height: the input picture's.
  ///   - width: the input picture's.
  init(_ context: NodeContext, kernel fallback: [Int]?, height: Int, width: Int) throws {
    let kernel = try context.ints("kernel_shape", default: fallback ?? [0, 0])
    let strides = try context.ints("strides", default: [1, 1])
    let dilations = try context.ints("dilations", default: [1, 1])
    guard (kernel + strides + dilations).allSatisfy({ (1...4096).contains($0) }) else {
      throw context.invalid("kernel \(kernel), strides \(strides), dilations \(dilations)")
    }
    let extent = [dilations[0] * (kernel[0] - 1) + 1, dilations[1] * (kernel[1] - 1) + 1]
    let pads = try Self.pads(context, extent: extent, strides: strides, sizes: [height, width])
    guard height + pads[0] + pads[2] >= extent[0], width + pads[1] + pads[3] >= extent[1] else {
      throw context.invalid("its kernel \(kernel) is larger than the picture \(height)x\(width)")
    }
    (kernelHeight, kernelWidth) = (kernel[0], kernel[1])
    (strideY, strideX) = (strides[0], strides[1])
    (dilationY, dilationX) = (dilations[0], dilations[1])
    (padTop, padLeft, padBottom, padRight) = (pads[0], pads[1], pads[2], pads[3])
    (self.height, self.width) = (height, width)
    let roundsUp = try context.int("ceil_mode", default: 0) != 0
    func steps(_ axis: Int, of size: Int) -> Int {
      let way = size + pads[axis] + pads[axis + 2] - extent[axis]
      guard roundsUp else { return way / strides[axis] + 1 }
      let count = (way + strides[axis] - 1) / strides[axis] + 1
      // The last window starts in the picture or in the padding before it.
      return (count - 1) * strides[axis] >= size + pads[axis] ? count - 1 : count
    }
    (outputHeight, outputWidth) = (steps(0, of: height), steps(1, of: width))
  }

  /// [top, left, bottom, right] by `pads` or `auto_pad`.
  private static func pads(
    _ context: NodeContext, extent: [Int], strides: [Int], sizes: [Int]
  ) throws -> [Int] {
    let mode = try context.string("auto_pad", default: "NOTSET")
    switch mode {
    case "NOTSET": return try context.ints("pads", default: [0, 0, 0, 0])
    case "VALID": return [0, 0, 0, 0]
    case "SAME_UPPER", "SAME_LOWER":
      var pads = [0, 0, 0, 0]
      for axis in 0..<2 {
        let steps = (sizes[axis] + strides[axis] - 1) / strides[axis]
        let total = max(0, (steps - 1) * strides[axis] + extent[axis] - sizes[axis])
        pads[axis] = mode == "SAME_UPPER" ? total / 2 : (total + 1) / 2
        pads[axis + 2] = total - pads[axis]
      }
      return pads
    default: throw context.unsupported("auto_pad \(mode)")
    }
  }

  /// Whether each window reaches into the picture, as pooling needs.
  var padsAreSmallerThanKernel: Bool {
    max(padTop, padBottom) < kernelHeight && max(padLeft, padRight) < kernelWidth
  }

  /// Kernel places of one result that lie in the picture or its padding: all, unless the number of
  /// results was rounded up.
  func paddedCount(x: Int, y: Int) -> Int {
    func count(_ start: Int, _ dilation: Int, _ kernel: Int, _ end: Int) -> Int {
      min(kernel, max(0, (end - start + dilation - 1) / dilation))
    }
    return count(y * strideY - padTop, dilationY, kernelHeight, height + padBottom)
      * count(x * strideX - padLeft, dilationX, kernelWidth, width + padRight)
  }

  /// Whether the kernel and the stride are 2x2 without padding or gaps, and each window lies in the
  /// picture.
  var isHalving: Bool {
    [kernelHeight, kernelWidth, strideY, strideX] == [2, 2, 2, 2]
      && [padTop, padLeft, padBottom, padRight] == [0, 0, 0, 0]
      && dilationY == 1 && dilationX == 1
      && 2 * outputHeight <= height && 2 * outputWidth <= width
  }

  /// Whether the kernel is 3x3 and the result as large as the picture, with zeros all around.
  var isSame3x3: Bool {
    kernelHeight == 3 && kernelWidth == 3 && isDense && padTop == 1 && padLeft == 1
      && outputHeight == height && outputWidth == width
  }

  /// Whether each result pixel is made of the one picture pixel at its place.
  var isPointwise: Bool {
    kernelHeight == 1 && kernelWidth == 1 && isDense && padTop == 0 && padLeft == 0
      && outputHeight == height && outputWidth == width
  }

  private var isDense: Bool {
    strideY == 1 && strideX == 1 && dilationY == 1 && dilationX == 1
  }

  /// Result columns whose source column `x * stride + offset` lies within the picture.
  func validColumns(offset: Int) -> Range<Int> {
    let first = offset >= 0 ? 0 : (-offset + strideX - 1) / strideX
    let end = width - offset <= 0 ? 0 : (width - offset - 1) / strideX + 1
    let low = min(first, outputWidth)
    return low..<max(low, min(end, outputWidth))
  }
}
