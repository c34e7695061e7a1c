import Kernels
import VectorKernels

/// A 3x3 convolution of stride 1 whose result is as large as its input, with channels last, by
/// Winograd's minimal filtering: two to four times fewer multiplications than the plain sum.
///
/// F(4x4) or F(2x2), whichever takes fewer products for the picture's size. With trained weights
/// the results differ from the plain sum by about 1e-5 of the greatest.
struct WinogradConvolution: Operation {
  let outputShape: [Int]
  let multiplyAdds: Int
  private let channels, height, width: Int
  /// Side of the result tiles, 4 or 2.
  private let size: Int
  private let weights: PackedWeights
  private let finish: Finish
  private let isPooled: Bool
  private let zeros: FloatBuffer
  private let kernels: NetworkKernels

  /// - Parameters:
  ///   - weights: [filters, channels, 3, 3]; both multiples of 8.
  ///   - height: of the input; width likewise.
  ///   - isPooled: whether the greatest of each 2x2 results is taken; height and width are even.
  init(
    weights: FloatBuffer, filters: Int, channels: Int, height: Int, width: Int, finish: Finish,
    isPooled: Bool, kernels: NetworkKernels
  ) {
    precondition(
      filters % 8 == 0 && channels % 8 == 0 && weights.count == filters * channels * 9,
      "\(weights.count) weights for \(filters) filters of \(channels) channels")
    precondition(!isPooled || height % 2 == 0 && width % 2 == 0, "pooling \(height)x\(width)")
    let size = Self.tileSize(height: height, width: width)
    (self.channels, self.height, self.width, self.size) = (channels, height, width, size)
    (self.finish, self.isPooled, self.kernels) = (finish, isPooled, kernels)
    outputShape = isPooled ? [filters, height / 2, width / 2] : [filters, height, width]
    multiplyAdds = weights.count * height * width
    zeros = FloatBuffer(count: (size + 2) * channels)
    self.weights = PackedWeights(
      matrices: (size + 2) * (size + 2), filters: filters, depth: channels
    ) { filter, channel, target, stride in
      winogradWeights(
        size: size, kernel: weights.pointer + (filter * channels + channel) * 9, result: target,
        resultStride: stride)
    }
  }

  /// The size of tiles that takes fewer products; the smaller one, which is more exact, if equal.
  private static func tileSize(height: Int, width: Int) -> Int {
    func products(_ size: Int) -> Int {
      ((height + size - 1) / size) * ((width + size - 1) / size) * (size + 2) * (size + 2)
    }
    return products(4) < products(2) ? 4 : 2
  }

  private var points: Int { (size + 2) * (size + 2) }
  private var tiles: Int { ((height + size - 1) / size) * ((width + size - 1) / size) }
  private var filters: Int { weights.filters }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let input = inputs[0]
    let split = WorkSplit(
      rows: batch * tiles, panels: weights.panels, threads: workspaces.count, largest: 36,
      smallest: 12)
    parallelChunks(split.units, threads: workspaces.count) { chunk, units in
      for unit in units {
        run(
          input, output, tiles: split.rows(of: unit), panels: split.panels(of: unit),
          workspace: workspaces[chunk])
      }
    }
  }

  /// Tiles, counted over the whole batch, of the filters of some panels.
  private func run(
    _ input: FloatBuffer, _ output: FloatBuffer, tiles range: Range<Int>, panels: Range<Int>,
    workspace: FloatBuffer
  ) {
    let columns = panels.count * PackedWeights.panelWidth
    let (transformed, products) = (points * range.count * channels, points * range.count * columns)
    workspace.reserve(points * 8 + transformed + products)
    // SAFETY: three disjoint parts of the workspace; tiles lie inside of the batch.
    let scratch = workspace.pointer
    let values = scratch + points * 8
    let result = values + transformed
    eachPicture(range) { picture, tiles, offset in
      kernels.winogradInput(
        size, input.pointer + picture * height * width * channels, height, width, channels,
        tiles.lowerBound, tiles.upperBound, zeros.pointer, scratch, values + offset * channels,
        range.count * channels)
    }
    for point in 0..<points {
      weights.multiply(
        kernels, matrix: point, panels: panels, rows: range.count,
        values: values + point * range.count * channels, valueStride: channels,
        result: result + point * range.count * columns, resultStride: columns)
    }
    let first = panels.lowerBound * PackedWeights.panelWidth
    let pictureCount = outputShape[0] * outputShape[1] * outputShape[2]
    eachPicture(range) { picture, tiles, offset in
      kernels.winogradOutput(
        size, result + offset * columns, columns, range.count * columns, tiles.lowerBound,
        tiles.upperBound, height, width, min(columns, filters - first), scratch,
        output.pointer + picture * pictureCount + first, filters, finish.values.pointer + first,
        filters, finish.isRectified, isPooled ? 1 : 0)
    }
  }

  /// Cuts a range of the batch's tiles at the pictures' borders.
  private func eachPicture(
    _ range: Range<Int>, _ body: (_ picture: Int, _ tiles: Range<Int>, _ offset: Int) -> Void
  ) {
    var tile = range.lowerBound
    while tile < range.upperBound {
      let picture = tile / tiles
      let end = min(range.upperBound, (picture + 1) * tiles)
      body(
        picture, (tile - picture * tiles)..<(end - picture * tiles), tile - range.lowerBound)
      tile = end
    }
  }
}
