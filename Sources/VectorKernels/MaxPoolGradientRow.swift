import CSIMD

/// Gradient of a row of 2x2 max pooling: each slope goes to its block's greatest value, the first
/// of equal ones, and zero to the three others.
///
/// - Parameters:
///   - width: pixels of the result; channels are a multiple of 8 and last.
///   - top: the upper of the two rows that were pooled, 2 * width pixels; `bottom` the lower one.
///   - slopes: the result's gradient, width pixels.
///   - topSlopes: become the gradient of the upper row; `bottomSlopes` of the lower one.
package func maxPoolGradientRow(
  width: Int, channels: Int, top: UnsafePointer<Float>, bottom: UnsafePointer<Float>,
  slopes: UnsafePointer<Float>, topSlopes: UnsafeMutablePointer<Float>,
  bottomSlopes: UnsafeMutablePointer<Float>
) {
  var pixel = 0
  while pixel < width {
    let left = 2 &* pixel &* channels
    var channel = 0
    while channel < channels {
      let at = left &+ channel
      let next = at &+ channels
      let (a, b) = (octet_load(top + at), octet_load(top + next))
      let (c, d) = (octet_load(bottom + at), octet_load(bottom + next))
      let slope = octet_load(slopes + (pixel &* channels &+ channel))
      // What a value does not take is left for the next one: the slope or zero.
      let toA = octet_where_at_least(
        a, b, octet_where_at_least(a, c, octet_where_at_least(a, d, slope)))
      var left = octet_subtract(slope, toA)
      let toB = octet_where_at_least(b, c, octet_where_at_least(b, d, left))
      left = octet_subtract(left, toB)
      let toC = octet_where_at_least(c, d, left)
      octet_store(topSlopes + at, toA)
      octet_store(topSlopes + next, toB)
      octet_store(bottomSlopes + at, toC)
      octet_store(bottomSlopes + next, octet_subtract(left, toC))
      channel &+= 8
    }
    pixel &+= 1
  }
}
