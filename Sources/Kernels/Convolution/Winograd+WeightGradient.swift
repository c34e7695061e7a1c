extension Winograd {
  /// The gradient of the weights, summed over a batch.
  ///
  /// The products' gradients are multiplied with the products' inputs at each point, which takes as
  /// few multiplications as the convolution itself, and transformed back once at the end.
  ///
  /// - Parameters:
  ///   - input: [batch, height, width, channels].
  ///   - outputGradient: [batch, height, width, filters].
  ///   - result: becomes [filters, channels, 3, 3].
  ///   - partials: one a thread for the sums, grown as needed; bits repeat for the same number of
  ///     threads.
  package func weightGradient(
    _ input: FloatBuffer, outputGradient: FloatBuffer, batch: Int, result: FloatBuffer,
    partials: [FloatBuffer], workspaces: [FloatBuffer]
  ) {
    precondition(
      result.count == filters * channels * 9 && partials.count == workspaces.count,
      "\(result.count) weights for \(filters)x\(channels)")
    let maps = (input: input, gradient: outputGradient)
    let sums =
      matrix <= Self.greatestOwnMatrix
      ? sumsOfThreads(maps, tiles: batch * tiles, partials, workspaces)
      : sumsOfPoints(maps, tiles: batch * tiles, partials[0], workspaces)
    parallelFor(filters, threads: workspaces.count) { filter in
      transformBack(filter, sums, result)
    }
  }

  /// Input and gradient of the output.
  private typealias Maps = (input: FloatBuffer, gradient: FloatBuffer)

  /// Filters times channels up to which each thread has sums of its own: they stay in its cache.
  private static let greatestOwnMatrix = 4096

  private var matrix: Int { filters * channels }

  /// Each thread sums up its tiles, at all points, while their transforms are in the cache.
  ///
  /// - Returns: one a thread, from whose start lies [point, filters, channels].
  private func sumsOfThreads(
    _ maps: Maps, tiles total: Int, _ partials: [FloatBuffer], _ workspaces: [FloatBuffer]
  ) -> [FloatBuffer] {
    let blockTiles = 36
    parallelChunks(total, threads: workspaces.count) { chunk, range in
      let (sums, workspace) = (partials[chunk], workspaces[chunk])
      sums.reserve(points * matrix)
      sums.pointer.update(repeating: 0, count: points * matrix)
      for first in stride(from: range.lowerBound, to: range.upperBound, by: blockTiles) {
        let block = first..<min(first + blockTiles, range.upperBound)
        let room = TransformRoom(self, tiles: block.count)
        workspace.reserve(points * 8 + room.count)
        let scratch = workspace.pointer
        let places = room.places(at: scratch + points * 8)
        transform(maps, tiles: block, scratch: scratch, to: places, room)
        for point in 0..<points {
          addProducts(places, room, point: point, filters: 0..<filters, to: sums.pointer)
        }
      }
    }
    return Array(partials.prefix(min(total, workspaces.count)))
  }

  /// Each thread sums up all tiles, at its points and filters, when all are transformed: large
  /// matrices then go through memory once, whatever the number of threads.
  ///
  /// - Returns: `storage`, from whose start lies [point, filters, channels].
  private func sumsOfPoints(
    _ maps: Maps, tiles total: Int, _ storage: FloatBuffer, _ workspaces: [FloatBuffer]
  ) -> [FloatBuffer] {
    let room = TransformRoom(self, tiles: total)
    let sumCount = points * matrix
    storage.reserve(sumCount + room.count)
    parallelChunks(total, threads: workspaces.count) { chunk, range in
      workspaces[chunk].reserve(points * 8)
      transform(
        maps, tiles: range, scratch: workspaces[chunk].pointer,
        to: room.places(at: storage.pointer + sumCount, fromTile: range.lowerBound), room)
    }
    let (rows, groups) = (64, (filters + 63) / 64)
    parallelFor(points * groups, threads: workspaces.count) { unit in
      let (point, first) = (unit / groups, unit % groups * rows)
      let range = first..<min(first + rows, filters)
      (storage.pointer + (point * filters + first) * channels)
        .update(repeating: 0, count: range.count * channels)
      addProducts(
        room.places(at: storage.pointer + sumCount), room, point: point, filters: range,
        to: storage.pointer)
    }
    return [storage]
  }

  /// Room for the transforms of some tiles.
  private struct TransformRoom {
    let tiles, channels, filters: Int
    /// Distances of two points' values.
    let valueStride, productStride: Int
    private let points: Int

    init(_ winograd: Winograd, tiles: Int) {
      (self.tiles, channels, filters) = (tiles, winograd.channels, winograd.filters)
      points = winograd.points
      valueStride = winograd.pointStride(tiles * channels)
      productStride = winograd.pointStride(tiles * filters)
    }

    var count: Int { points * (valueStride + productStride) }

    /// Where the values and the products' gradients of a tile lie at point 0.
    func places(at base: UnsafeMutablePointer<Float>, fromTile tile: Int = 0) -> Places {
      // SAFETY: two disjoint parts of `count` values.
      (base + tile * channels, base + points * valueStride + tile * filters)
    }
  }

  /// [tile, channels] and [tile, filters] at point 0.
  private typealias Places = (
    values: UnsafeMutablePointer<Float>, products: UnsafeMutablePointer<Float>
  )

  private func transform(
    _ maps: Maps, tiles range: Range<Int>, scratch: UnsafeMutablePointer<Float>, to places: Places,
    _ room: TransformRoom
  ) {
    transformInput(
      maps.input, tiles: range, scratch: scratch, into: places.values,
      pointStride: room.valueStride)
    eachPicture(range) { picture, tiles, offset in
      kernels.winogradGradient(
        size, maps.gradient.pointer + picture * height * width * filters, height, width, filters,
        tiles.lowerBound, tiles.upperBound, scratch, places.products + offset * filters,
        room.productStride)
    }
  }

  /// Adds the products of all tiles of the room, at a point and for some filters.
  private func addProducts(
    _ places: Places, _ room: TransformRoom, point: Int, filters range: Range<Int>,
    to sums: UnsafeMutablePointer<Float>
  ) {
    let first = range.lowerBound
    let (values, products) = (
      places.values + point * room.valueStride,
      places.products + point * room.productStride + first
    )
    let target = sums + (point * filters + first) * channels
    for tile in stride(from: 0, to: room.tiles, by: Self.depthTiles) {
      kernels.accumulateColumns(
        range.count, channels, min(Self.depthTiles, room.tiles - tile),
        products + tile * filters, filters, values + tile * channels, channels, target, channels)
    }
  }

  /// Tiles whose products are summed in registers before they are added to the sums.
  private static let depthTiles = 96

  /// Adds up the sums of a filter and transforms them back.
  private func transformBack(
    _ filter: Int, _ sums: [FloatBuffer], _ result: FloatBuffer
  ) {
    let total = sums[0].pointer
    for partial in sums.dropFirst() {
      for point in 0..<points {
        // SAFETY: the filter's row of the point's matrix.
        let place = point * matrix + filter * channels
        let (target, source) = (total + place, partial.pointer + place)
        for channel in 0..<channels { target[channel] += source[channel] }
      }
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * (size + 2) * 8 + 8) { scratch in
      guard let base = scratch.baseAddress else { return }
      kernels.winogradWeightGradient(
        size, total + filter * channels, matrix, channels, base,
        result.pointer + filter * channels * 9)
    }
  }
}
