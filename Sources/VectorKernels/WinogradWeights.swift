import CSIMD

/// `G g Gᵀ` of 3x3 kernels, packed for ``multiplyPanel(rows:depth:values:valueStride:panel:result:resultStride:isHalf:)``:
/// [point][panel of 16 filters][depth][16].
///
/// - Parameters:
///   - size: side of the result tiles the weights are for, 4 or 2.
///   - filters: of the product; the last panel is filled up with zeros.
///   - firstPanel, endPanel: those to pack.
///   - kernels: the kernel of filter f and depth d begins at `f * filterStride + d * depthStride`;
///     nine values, row by row.
///   - isTurned: 1 where each kernel is read from its last value to its first, as for the gradient
///     of a convolution's input.
///   - scratch: 9 * 16 + (size + 2) * 3 * 8 values.
package func packWinogradWeights(
  size: Int, filters: Int, firstPanel: Int, endPanel: Int, depth: Int,
  kernels: UnsafePointer<Float>, filterStride: Int, depthStride: Int, isTurned: Int,
  scratch: UnsafeMutablePointer<Float>, result: UnsafeMutablePointer<Float>
) {
  let pointStride = (filters &+ 15) / 16 &* depth &* 16
  var panel = firstPanel
  while panel < endPanel {
    let count = filters &- panel &* 16 < 16 ? filters &- panel &* 16 : 16
    var index = 0
    while index < depth {
      // SAFETY: filters panel * 16 ..< panel * 16 + count have a kernel at each depth.
      gather(
        kernels + (panel &* 16 &* filterStride &+ index &* depthStride), filterStride, count,
        isTurned, scratch)
      let to = result + (panel &* depth &+ index) &* 16
      var half = 0
      while half < 16 {
        if size == 4 {
          kernelTile(4, scratch + half, scratch + 144, to + half, pointStride)
        } else {
          kernelTile(2, scratch + half, scratch + 144, to + half, pointStride)
        }
        half &+= 8
      }
      index &+= 1
    }
    panel &+= 1
  }
}

/// [tap][16 filters]
@inline(__always)
private func gather(
  _ kernels: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ isTurned: Int,
  _ result: UnsafeMutablePointer<Float>
) {
  var filter = 0
  while filter < 16 {
    var tap = 0
    while tap < 9 {
      let from = isTurned == 1 ? 8 &- tap : tap
      result[tap &* 16 &+ filter] = filter < count ? kernels[filter &* stride &+ from] : 0
      tap &+= 1
    }
    filter &+= 1
  }
}

/// `size`, 4 or 2, is a constant where this is called. Taps are 16 values apart.
@inline(__always)
private func kernelTile(
  _ size: Int, _ taps: UnsafePointer<Float>, _ scratch: UnsafeMutablePointer<Float>,
  _ result: UnsafeMutablePointer<Float>, _ pointStride: Int
) {
  let side = size &+ 2
  var column = 0
  while column < 3 {
    let from = taps + column &* 16
    transform(
      size, octet_load(from), octet_load(from + 48), octet_load(from + 96),
      scratch + column &* 8, 24)
    column &+= 1
  }
  var row = 0
  while row < side {
    let from = scratch + row &* 24
    transform(
      size, octet_load(from), octet_load(from + 8), octet_load(from + 16),
      result + row &* side &* pointStride, pointStride)
    row &+= 1
  }
}

/// `G` of F(4, 3) at the points 0, 1, -1, 2, -2, or of F(2, 3) at 0, 1, -1; results are `stride`
/// apart.
@inline(__always)
private func transform(
  _ size: Int, _ g0: octet, _ g1: octet, _ g2: octet, _ result: UnsafeMutablePointer<Float>,
  _ stride: Int
) {
  let even = octet_add(g0, g2)
  let last = result + (size &+ 1) &* stride
  octet_store(last, g2)
  if size == 4 {
    let sixth = octet_fill(-1 / 6)
    octet_store(result, octet_multiply(octet_fill(0.25), g0))
    octet_store(result + stride, octet_multiply(sixth, octet_add(even, g1)))
    octet_store(result + 2 &* stride, octet_multiply(sixth, octet_subtract(even, g1)))
    let evenFar = octet_multiply(octet_fill(1 / 24), octet_fma(octet_fill(4), g2, g0))
    let oddFar = octet_multiply(octet_fill(1 / 12), g1)
    octet_store(result + 3 &* stride, octet_add(evenFar, oddFar))
    octet_store(result + 4 &* stride, octet_subtract(evenFar, oddFar))
  } else {
    let half = octet_fill(0.5)
    octet_store(result, g0)
    octet_store(result + stride, octet_multiply(half, octet_add(even, g1)))
    octet_store(result + 2 &* stride, octet_multiply(half, octet_subtract(even, g1)))
  }
}

/// `Gᵀ s G` for one filter: from the gradients of the points to those of the 3x3 kernels.
///
/// - Parameters:
///   - sums: the filter's gradients at point 0, one for each channel; points `pointStride` apart.
///   - channels: a multiple of 8.
///   - scratch: 3 * (size + 2) * 8 + 8 values.
///   - result: [channels, 3, 3].
package func winogradWeightGradient(
  size: Int, sums: UnsafePointer<Float>, pointStride: Int, channels: Int,
  scratch: UnsafeMutablePointer<Float>, result: UnsafeMutablePointer<Float>
) {
  var channel = 0
  while channel < channels {
    let to = result + channel &* 9
    if size == 4 {
      gradientKernel(4, sums + channel, pointStride, scratch, to)
    } else {
      gradientKernel(2, sums + channel, pointStride, scratch, to)
    }
    channel &+= 8
  }
}

/// `size`, 4 or 2, is a constant where this is called.
@inline(__always)
private func gradientKernel(
  _ size: Int, _ sums: UnsafePointer<Float>, _ pointStride: Int,
  _ scratch: UnsafeMutablePointer<Float>, _ result: UnsafeMutablePointer<Float>
) {
  let side = size &+ 2
  let line = side &* 8
  var column = 0
  while column < side {
    let (a, b, c) = adjoint(size, sums + column &* pointStride, side &* pointStride)
    octet_store(scratch + column &* 8, a)
    octet_store(scratch + line + column &* 8, b)
    octet_store(scratch + 2 &* line + column &* 8, c)
    column &+= 1
  }
  var row = 0
  while row < 3 {
    let (a, b, c) = adjoint(size, scratch + row &* line, 8)
    var lane = 0
    while lane < 8 {
      let to = result + (lane &* 9 &+ row &* 3)
      (to[0], to[1], to[2]) = (a[lane], b[lane], c[lane])
      lane &+= 1
    }
    row &+= 1
  }
}

/// `Gᵀ`: six values to three, or four to three. Values are `stride` apart.
@inline(__always)
private func adjoint(
  _ size: Int, _ values: UnsafePointer<Float>, _ stride: Int
) -> (octet, octet, octet) {
  let s0 = octet_load(values)
  let s1 = octet_load(values + stride)
  let s2 = octet_load(values + 2 &* stride)
  let s3 = octet_load(values + 3 &* stride)
  let (sum, difference) = (octet_add(s1, s2), octet_subtract(s1, s2))
  if size == 2 {
    let half = octet_fill(0.5)
    let even = octet_multiply(half, sum)
    return (octet_add(s0, even), octet_multiply(half, difference), octet_add(even, s3))
  }
  let s4 = octet_load(values + 4 &* stride)
  let s5 = octet_load(values + 5 &* stride)
  let (farSum, farDifference) = (octet_add(s3, s4), octet_subtract(s3, s4))
  let sixth = octet_fill(-1 / 6)
  let near = octet_multiply(sixth, sum)
  return (
    octet_fma(octet_fill(1 / 24), farSum, octet_fma(octet_fill(0.25), s0, near)),
    octet_fma(octet_fill(1 / 12), farDifference, octet_multiply(sixth, difference)),
    octet_fma(octet_fill(1 / 6), farSum, octet_add(near, s5))
  )
}
