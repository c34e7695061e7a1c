import CSIMD

// Loops of batch norm over rows of channels: what each does to a channel it does to eight at once.
// Channels are a multiple of 8 everywhere, and rows are not padded.

/// Adds each channel's sum and sum of squares: `sums` is [2, channels].
package func channelSums(
  rows: Int, channels: Int, values: UnsafePointer<Float>, sums: UnsafeMutablePointer<Float>
) {
  var channel = 0
  while channel < channels {
    var (sum, squares) = (octet.zero, octet.zero)
    var at = values + channel
    var row = 0
    while row < rows {
      let value = octet_load(at)
      sum = octet_add(sum, value)
      squares = octet_fma(value, value, squares)
      at += channels
      row &+= 1
    }
    octet_store(sums + channel, octet_add(octet_load(sums + channel), sum))
    let place = sums + (channels &+ channel)
    octet_store(place, octet_add(octet_load(place), squares))
    channel &+= 8
  }
}

/// Adds each channel's sum of slopes, and of slopes times values: `sums` is [2, channels].
package func slopeSums(
  rows: Int, channels: Int, slopes: UnsafePointer<Float>, values: UnsafePointer<Float>,
  sums: UnsafeMutablePointer<Float>
) {
  var channel = 0
  while channel < channels {
    var (sum, product) = (octet.zero, octet.zero)
    var at = channel
    var row = 0
    while row < rows {
      let slope = octet_load(slopes + at)
      sum = octet_add(sum, slope)
      product = octet_fma(slope, octet_load(values + at), product)
      at &+= channels
      row &+= 1
    }
    octet_store(sums + channel, octet_add(octet_load(sums + channel), sum))
    let place = sums + (channels &+ channel)
    octet_store(place, octet_add(octet_load(place), product))
    channel &+= 8
  }
}

/// `result = value * factors[0] + factors[1]`, with [2, channels] factors.
package func scaleRows(
  rows: Int, channels: Int, values: UnsafePointer<Float>, factors: UnsafePointer<Float>,
  result: UnsafeMutablePointer<Float>
) {
  var channel = 0
  while channel < channels {
    let (scale, shift) = (octet_load(factors + channel), octet_load(factors + channels + channel))
    var at = channel
    var row = 0
    while row < rows {
      octet_store(result + at, octet_fma(octet_load(values + at), scale, shift))
      at &+= channels
      row &+= 1
    }
    channel &+= 8
  }
}

/// `slope * factors[0] + value * factors[1] + factors[2]` in place of the slopes, 0 where
/// `isRectified` is 1 and the value, a ReLU's, is 0; adds each channel's sum of it to `sums`.
package func normalizationGradient(
  rows: Int, channels: Int, slopes: UnsafeMutablePointer<Float>, values: UnsafePointer<Float>,
  factors: UnsafePointer<Float>, isRectified: Int, sums: UnsafeMutablePointer<Float>
) {
  let limit = octet_fill(isRectified == 1 ? 0 : -.infinity)
  var channel = 0
  while channel < channels {
    let perSlope = octet_load(factors + channel)
    let perValue = octet_load(factors + channels + channel)
    let constant = octet_load(factors + 2 &* channels + channel)
    var sum = octet.zero
    var at = channel
    var row = 0
    while row < rows {
      let value = octet_load(values + at)
      let slope = octet_fma(
        octet_load(slopes + at), perSlope, octet_fma(value, perValue, constant))
      let kept = octet_where_above(value, limit, slope)
      octet_store(slopes + at, kept)
      sum = octet_add(sum, kept)
      at &+= channels
      row &+= 1
    }
    octet_store(sums + channel, octet_add(octet_load(sums + channel), sum))
    channel &+= 8
  }
}
