/// 3x3 convolutions of stride 1 whose result is as large as their input, with channels last, by
/// Winograd's minimal filtering (Lavin and Gray 2016): forward, and both gradients.
///
/// F(4x4) or F(2x2), whichever takes fewer products for the picture's size. The results differ from
/// the plain sum by about 1e-5 of the greatest.
package struct Winograd: Sendable {
  /// Channels of the input and of the result, multiples of 8.
  package let channels, filters: Int
  /// Of input and result, in pixels.
  package let height, width: Int
  /// Side of the result tiles, 4 or 2.
  let size: Int
  let kernels: NetworkKernels
  /// (size + 2) columns of zeros, for rows outside of a picture.
  let zeros: FloatBuffer

  package init(
    channels: Int, filters: Int, height: Int, width: Int, kernels: NetworkKernels = .best
  ) {
    precondition(
      channels % 8 == 0 && filters % 8 == 0 && height > 0 && width > 0,
      "\(channels) channels to \(filters), \(height)x\(width)")
    (self.channels, self.filters, self.height, self.width) = (channels, filters, height, width)
    self.kernels = kernels
    size = Self.tileSize(height: height, width: width)
    zeros = FloatBuffer(count: (size + 2) * channels)
  }

  /// The size of tiles that takes fewer products; the smaller one, which is more exact, if equal.
  private static func tileSize(height: Int, width: Int) -> Int {
    func products(_ size: Int) -> Int {
      ((height + size - 1) / size) * ((width + size - 1) / size) * (size + 2) * (size + 2)
    }
    return products(4) < products(2) ? 4 : 2
  }

  /// Places at which a tile's transform is multiplied.
  var points: Int { (size + 2) * (size + 2) }
  /// Tiles of a picture.
  var tiles: Int { ((height + size - 1) / size) * ((width + size - 1) / size) }

  /// Room for transformed weights.
  package func makeWeights() -> PackedWeights {
    PackedWeights(matrices: points, filters: filters, depth: channels)
  }

  /// Transforms weights [filters, channels, 3, 3].
  package func pack(_ weights: FloatBuffer, into packed: PackedWeights, threads: Int = 1) {
    pack(
      weights, filterStride: channels * 9, depthStride: 9, isTurned: 0, into: packed,
      threads: threads)
  }

  /// Transforms the weights of the convolution whose input's gradient this one computes from that
  /// of its result: they are [channels, filters, 3, 3] there.
  package func packTransposed(
    _ weights: FloatBuffer, into packed: PackedWeights, threads: Int = 1
  ) {
    pack(
      weights, filterStride: 9, depthStride: filters * 9, isTurned: 1, into: packed,
      threads: threads)
  }

  private func pack(
    _ weights: FloatBuffer, filterStride: Int, depthStride: Int, isTurned: Int,
    into packed: PackedWeights, threads: Int
  ) {
    precondition(
      weights.count == filters * channels * 9 && packed.filters == filters
        && packed.depth == channels, "\(weights.count) weights for \(filters)x\(channels)")
    let scratchCount = 9 * 16 + (size + 2) * 24
    parallelChunks(packed.panels, threads: threads) { _, panels in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: scratchCount) { scratch in
        guard let base = scratch.baseAddress else { return }
        kernels.packWinogradWeights(
          size, filters, panels.lowerBound, panels.upperBound, channels, weights.pointer,
          filterStride, depthStride, isTurned, base, packed.values.pointer)
      }
    }
  }

  /// What is done with a result before it is stored.
  package struct Finish {
    /// [3, filters]: bias, scale and shift.
    package var values: FloatBuffer
    /// 1 where ReLU comes between bias and scale, 0 where it does not.
    package var isRectified: Int
    /// 1 where only the greatest of each 2x2 results is kept; height and width are even then.
    package var isPooled: Int

    package init(values: FloatBuffer, isRectified: Int, isPooled: Int) {
      (self.values, self.isRectified, self.isPooled) = (values, isRectified, isPooled)
    }
  }

  /// The convolution of a batch.
  ///
  /// - Parameters:
  ///   - input: [batch, height, width, channels].
  ///   - output: [batch, height, width, filters], or half as high and wide.
  ///   - workspaces: one a thread, grown as needed.
  package func convolve(
    _ input: FloatBuffer, batch: Int, weights: PackedWeights, finish: Finish,
    output: FloatBuffer, workspaces: [FloatBuffer]
  ) {
    precondition(
      finish.isPooled == 0 || height % 2 == 0 && width % 2 == 0, "pooling \(height)x\(width)")
    let split = WorkSplit(
      rows: batch * tiles, panels: weights.panels, threads: workspaces.count, largest: 36,
      smallest: 12)
    parallelChunks(split.units, threads: workspaces.count) { chunk, units in
      for unit in units {
        convolve(
          input, output, tiles: split.rows(of: unit), panels: split.panels(of: unit),
          weights: weights, finish: finish, workspace: workspaces[chunk])
      }
    }
  }

  /// Tiles, counted over the whole batch, of the filters of some panels.
  private func convolve(
    _ input: FloatBuffer, _ output: FloatBuffer, tiles range: Range<Int>, panels: Range<Int>,
    weights: PackedWeights, finish: Finish, workspace: FloatBuffer
  ) {
    let columns = panels.count * PackedWeights.panelWidth
    let (valueStride, productStride) = (
      pointStride(range.count * channels), pointStride(range.count * columns)
    )
    workspace.reserve(points * (8 + valueStride + productStride))
    // SAFETY: three disjoint parts of the workspace; tiles lie inside of the batch.
    let scratch = workspace.pointer
    let values = scratch + points * 8
    let products = values + points * valueStride
    transformInput(
      input, tiles: range, scratch: scratch, into: values, pointStride: valueStride)
    for point in 0..<points {
      weights.multiply(
        kernels, matrix: point, panels: panels, rows: range.count,
        values: values + point * valueStride, valueStride: channels,
        result: products + point * productStride, resultStride: columns)
    }
    let first = panels.lowerBound * PackedWeights.panelWidth
    let pictureCount = height * width * filters / (finish.isPooled == 1 ? 4 : 1)
    eachPicture(range) { picture, tiles, offset in
      kernels.winogradOutput(
        size, products + offset * columns, columns, productStride, tiles.lowerBound,
        tiles.upperBound, height, width, min(columns, filters - first), scratch,
        output.pointer + picture * pictureCount + first, filters, finish.values.pointer + first,
        filters, finish.isRectified, finish.isPooled)
    }
  }

  /// `Bᵀ d B` of tiles, [point][tile][channel], points `pointStride` apart.
  func transformInput(
    _ input: FloatBuffer, tiles range: Range<Int>, scratch: UnsafeMutablePointer<Float>,
    into values: UnsafeMutablePointer<Float>, pointStride: Int
  ) {
    eachPicture(range) { picture, tiles, offset in
      kernels.winogradInput(
        size, input.pointer + picture * height * width * channels, height, width, channels,
        tiles.lowerBound, tiles.upperBound, zeros.pointer, scratch, values + offset * channels,
        pointStride)
    }
  }

  /// Distance of two points' matrices of `count` values: an odd multiple of two cache lines. A
  /// tile's values at all points, which are read or written together, then never share the few
  /// lines of one set, as they would where the distance is a multiple of 4 KiB.
  func pointStride(_ count: Int) -> Int { (count + 63) / 64 * 64 + 32 }

  /// Cuts a range of the batch's tiles at the pictures' borders.
  func eachPicture(
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
