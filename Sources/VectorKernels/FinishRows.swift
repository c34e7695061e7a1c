import CSIMD

/// Bias, ReLU, scale and shift, in this order, on rows of channels in place.
///
/// - Parameters:
///   - values: rows `stride` values apart.
///   - channels: a multiple of 8.
///   - finish: bias, scale and shift of the channels, `finishStride` values apart.
///   - isRectified: 1 where negative values become 0 before the scale; 0 where not.
package func finishRows(
  rows: Int, channels: Int, values: UnsafeMutablePointer<Float>, stride: Int,
  finish: UnsafePointer<Float>, finishStride: Int, isRectified: Int
) {
  let floor = octet_fill(isRectified == 1 ? 0 : -.infinity)
  var channel = 0
  while channel < channels {
    let bias = octet_load(finish + channel)
    let scale = octet_load(finish + (finishStride &+ channel))
    let shift = octet_load(finish + (2 &* finishStride &+ channel))
    var at = values + channel
    var row = 0
    while row < rows {
      octet_store(at, octet_fma(octet_max(octet_add(octet_load(at), bias), floor), scale, shift))
      at += stride
      row &+= 1
    }
    channel &+= 8
  }
}
