import Kernels

/// Loops over the channels of rows, spread over threads: by vector kernels where the channels are a
/// multiple of 16, plainly elsewhere.
struct ChannelLoops {
  /// Rows that a sum in single precision takes before it is added to one in double.
  static let block = 256

  let channels: Int
  let threads: Int

  private var isVector: Bool { channels % 16 == 0 }

  /// Sums of each channel and of its squares, in double precision: [2, channels].
  func sums(of values: FloatBuffer, rows: Int) -> [Double] {
    total(rows, count: 2) { first, rows, sums in
      let from = values.pointer + first * channels
      if isVector { return NetworkKernels.best.channelSums(rows, channels, from, sums) }
      for index in 0..<(rows * channels) {
        sums[index % channels] += from[index]
        sums[channels + index % channels] += from[index] * from[index]
      }
    }
  }

  /// Sums of each channel's slopes and of slopes times values, in double precision: [2, channels].
  func slopeSums(
    _ slopes: FloatBuffer, _ values: FloatBuffer, rows: Int
  ) -> [Double] {
    total(rows, count: 2) { first, rows, sums in
      let (slopes, values) = (
        slopes.pointer + first * channels, values.pointer + first * channels
      )
      if isVector { return NetworkKernels.best.slopeSums(rows, channels, slopes, values, sums) }
      for index in 0..<(rows * channels) {
        sums[index % channels] += slopes[index]
        sums[channels + index % channels] += slopes[index] * values[index]
      }
    }
  }

  /// `result = value * factors[0] + factors[1]`, with [2, channels] factors.
  func scale(
    _ values: FloatBuffer, by factors: FloatBuffer, rows: Int, into result: FloatBuffer
  ) {
    parallelChunks(rows, threads: threads) { _, range in
      let factors = factors.pointer
      for first in stride(from: range.lowerBound, to: range.upperBound, by: Self.block) {
        let rows = min(Self.block, range.upperBound - first)
        let (from, to) = (values.pointer + first * channels, result.pointer + first * channels)
        if isVector {
          NetworkKernels.best.scaleRows(rows, channels, from, factors, to)
        } else {
          for index in 0..<(rows * channels) {
            let channel = index % channels
            to[index] = from[index] * factors[channel] + factors[channels + channel]
          }
        }
      }
    }
  }

  /// `slope * factors[0] + value * factors[1] + factors[2]` in place of the slopes, 0 where
  /// `isRectified` is 1 and the value is not above 0.
  ///
  /// - Returns: each channel's sum of it.
  func normalizationGradient(
    _ slopes: FloatBuffer, _ values: FloatBuffer, factors: FloatBuffer, isRectified: Int, rows: Int
  ) -> [Double] {
    total(rows, count: 1) { first, rows, sums in
      let (slopes, values) = (
        slopes.pointer + first * channels, values.pointer + first * channels
      )
      if isVector {
        return NetworkKernels.best.normalizationGradient(
          rows, channels, slopes, values, factors.pointer, isRectified, sums)
      }
      for index in 0..<(rows * channels) {
        let channel = index % channels
        let slope =
          slopes[index] * factors.pointer[channel]
          + values[index] * factors.pointer[channels + channel]
          + factors.pointer[2 * channels + channel]
        slopes[index] = isRectified == 1 && values[index] <= 0 ? 0 : slope
        sums[channel] += slopes[index]
      }
    }
  }

  /// Adds up `count` sums for each channel over blocks of rows; the order depends on the number of
  /// rows and threads alone.
  private func total(
    _ rows: Int, count: Int,
    _ add: @Sendable (_ first: Int, _ rows: Int, _ sums: UnsafeMutablePointer<Float>) -> Void
  ) -> [Double] {
    let width = count * channels
    let partials = FloatBuffer(count: threads * width)
    var totals = [Double](repeating: 0, count: threads * width)
    totals.withUnsafeMutableBufferPointer { totals in
      // SAFETY: each chunk has a row of `width` values of its own.
      nonisolated(unsafe) let totals = totals
      parallelChunks(rows, threads: threads) { chunk, range in
        let sums = partials.pointer + chunk * width
        for first in stride(from: range.lowerBound, to: range.upperBound, by: Self.block) {
          sums.update(repeating: 0, count: width)
          add(first, min(Self.block, range.upperBound - first), sums)
          for index in 0..<width { totals[chunk * width + index] += Double(sums[index]) }
        }
      }
    }
    return (0..<width).map { index in
      (0..<threads).reduce(0) { $0 + totals[$1 * width + index] }
    }
  }
}
