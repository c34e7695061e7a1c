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
  ///   - partials: one a thread for its share of the sum, grown as needed; bits repeat for the same
  ///     number of threads.
  package func weightGradient(
    _ input: FloatBuffer, outputGradient: FloatBuffer, batch: Int, result: FloatBuffer,
    partials: [FloatBuffer], workspaces: [FloatBuffer]
  ) {
    precondition(
      result.count == filters * channels * 9 && partials.count == workspaces.count,
      "\(result.count) weights for \(filters)x\(channels)")
    let total = batch * tiles
    let matrix = filters * channels
    parallelChunks(total, threads: workspaces.count) { chunk, range in
      let sums = partials[chunk]
      sums.reserve(points * matrix)
      sums.pointer.update(repeating: 0, count: points * matrix)
      for first in stride(from: range.lowerBound, to: range.upperBound, by: blockTiles) {
        addProducts(
          input, outputGradient, tiles: first..<min(first + blockTiles, range.upperBound),
          to: sums.pointer, workspace: workspaces[chunk])
      }
    }
    let chunks = min(total, workspaces.count)
    parallelFor(filters, threads: workspaces.count) { filter in
      finish(filter, partials.prefix(chunks), result)
    }
  }

  /// Tiles whose transforms are made at once: few where the sums are small and stay in the cache,
  /// more where adding to them costs.
  private var blockTiles: Int { filters * channels <= 4096 ? 36 : 72 }

  private func addProducts(
    _ input: FloatBuffer, _ gradient: FloatBuffer, tiles range: Range<Int>,
    to sums: UnsafeMutablePointer<Float>, workspace: FloatBuffer
  ) {
    let (valueStride, productStride) = (
      pointStride(range.count * channels), pointStride(range.count * filters)
    )
    workspace.reserve(points * (8 + valueStride + productStride))
    // SAFETY: three disjoint parts of the workspace.
    let scratch = workspace.pointer
    let values = scratch + points * 8
    let products = values + points * valueStride
    transformInput(
      input, tiles: range, scratch: scratch, into: values, pointStride: valueStride)
    eachPicture(range) { picture, tiles, offset in
      kernels.winogradGradient(
        size, gradient.pointer + picture * height * width * filters, height, width, filters,
        tiles.lowerBound, tiles.upperBound, scratch, products + offset * filters,
        productStride)
    }
    for point in 0..<points {
      kernels.accumulateColumns(
        filters, channels, range.count, products + point * productStride, filters,
        values + point * valueStride, channels,
        sums + point * filters * channels, channels)
    }
  }

  /// Adds up the threads' sums of a filter and transforms them back.
  private func finish(
    _ filter: Int, _ partials: ArraySlice<FloatBuffer>, _ result: FloatBuffer
  ) {
    let sums = partials[0]
    let matrix = filters * channels
    for partial in partials.dropFirst() {
      for point in 0..<points {
        // SAFETY: the filter's row of the point's matrix.
        let place = point * matrix + filter * channels
        let (target, source) = (sums.pointer + place, partial.pointer + place)
        for channel in 0..<channels { target[channel] += source[channel] }
      }
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * (size + 2) * 8 + 8) { scratch in
      guard let base = scratch.baseAddress else { return }
      kernels.winogradWeightGradient(
        size, sums.pointer + filter * channels, matrix, channels, base,
        result.pointer + filter * channels * 9)
    }
  }
}
