import CSIMD

// Loops of batch norm over rows of channels. Sixteen channels, a cache line of each row, are worked
// on at once, so that each line is fetched once. Channels are a multiple of 16, and rows are not
// padded.

/// Adds each channel's sum and sum of squares: `sums` is [2, channels].
package func channelSums(
  rows: Int, channels: Int, values: UnsafePointer<Float>, sums: UnsafeMutablePointer<Float>
) {
  var channel = 0
  while channel < channels {
    let (sumPlace, squarePlace) = (sums + channel, sums + channels + channel)
    var (sum, squares) = (line_load(sumPlace), line_load(squarePlace))
    var at = values + channel
    var row = 0
    while row < rows {
      let value = line_load(at)
      sum = line_add(sum, value)
      squares = line_fma(value, value, squares)
      at += channels
      row &+= 1
    }
    line_store(sumPlace, sum)
    line_store(squarePlace, squares)
    channel &+= 16
  }
}

/// Adds each channel's sum of slopes, and of slopes times values: `sums` is [2, channels].
package func slopeSums(
  rows: Int, channels: Int, slopes: UnsafePointer<Float>, values: UnsafePointer<Float>,
  sums: UnsafeMutablePointer<Float>
) {
  var channel = 0
  while channel < channels {
    let (sumPlace, productPlace) = (sums + channel, sums + channels + channel)
    var (sum, product) = (line_load(sumPlace), line_load(productPlace))
    var at = channel
    var row = 0
    while row < rows {
      let slope = line_load(slopes + at)
      sum = line_add(sum, slope)
      product = line_fma(slope, line_load(values + at), product)
      at &+= channels
      row &+= 1
    }
    line_store(sumPlace, sum)
    line_store(productPlace, product)
    channel &+= 16
  }
}

/// `result = value * factors[0] + factors[1]`, with [2, channels] factors.
package func scaleRows(
  rows: Int, channels: Int, values: UnsafePointer<Float>, factors: UnsafePointer<Float>,
  result: UnsafeMutablePointer<Float>
) {
  var channel = 0
  while channel < channels {
    let (scale, shift) = (line_load(factors + channel), line_load(factors + channels + channel))
    var at = channel
    var row = 0
    while row < rows {
      line_store(result + at, line_fma(line_load(values + at), scale, shift))
      at &+= channels
      row &+= 1
    }
    channel &+= 16
  }
}

/// `slope * factors[0] + value * factors[1] + factors[2]` in place of the slopes, 0 where
/// `isRectified` is 1 and the value, a ReLU's, is 0; adds each channel's sum of it to `sums`.
package func normalizationGradient(
  rows: Int, channels: Int, slopes: UnsafeMutablePointer<Float>, values: UnsafePointer<Float>,
  factors: UnsafePointer<Float>, isRectified: Int, sums: UnsafeMutablePointer<Float>
) {
  let limit = line_fill(isRectified == 1 ? 0 : -.infinity)
  var channel = 0
  while channel < channels {
    let perSlope = line_load(factors + channel)
    let perValue = line_load(factors + channels + channel)
    let constant = line_load(factors + 2 &* channels + channel)
    var sum = line_load(sums + channel)
    var at = channel
    var row = 0
    while row < rows {
      let value = line_load(values + at)
      let slope = line_fma(
        line_load(slopes + at), perSlope, line_fma(value, perValue, constant))
      let kept = line_where_above(value, limit, slope)
      line_store(slopes + at, kept)
      sum = line_add(sum, kept)
      at &+= channels
      row &+= 1
    }
    line_store(sums + channel, sum)
    channel &+= 16
  }
}
