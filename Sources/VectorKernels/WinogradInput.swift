import CSIMD

// Winograd's minimal filtering for 3x3 kernels (Winograd 1980; Lavin and Gray, "Fast Algorithms for
// Convolutional Neural Networks", 2016), on pictures with the channels last: every step works on
// eight channels at once, so nothing is ever shuffled.
//
//   result tile = Aᵀ [ Σ_channels (G g Gᵀ) ⊙ (Bᵀ d B) ] A
//
// F(4x4): input tiles of 6x6, 36 products for 16 results; F(2x2): 4x4, 16 products for 4 results.

/// `Bᵀ d B` for input tiles: [point][tile][channel].
///
/// - Parameters:
///   - size: side of the result tiles, 4 or 2; input tiles are 2 larger.
///   - input: one picture, [height, width, channels]; outside of it is zero.
///   - channels: a multiple of 8.
///   - tiles: which tiles, counted row by row over the picture.
///   - zeros: (size + 2) * channels zeros.
///   - scratch: (size + 2)² * 8 values.
///   - result: tile `tiles.lowerBound`'s first value at point 0; tiles are `channels` apart,
///     points `pointStride`.
package func winogradInput(
  size: Int, input: UnsafePointer<Float>, height: Int, width: Int, channels: Int,
  firstTile: Int, endTile: Int, zeros: UnsafePointer<Float>,
  scratch: UnsafeMutablePointer<Float>,
  result: UnsafeMutablePointer<Float>, pointStride: Int
) {
  let across = (width &+ size &- 1) / size
  var target = result
  for tile in firstTile..<endTile {
    let place = TilePlace(
      top: tile / across &* size &- 1, left: tile % across &* size &- 1, height: height,
      width: width)
    if size == 4 {
      inputTile(4, input, place, channels, zeros, scratch, target, pointStride)
    } else {
      inputTile(2, input, place, channels, zeros, scratch, target, pointStride)
    }
    target += channels
  }
}

/// Where an input tile lies in its picture; it may stand out on any side.
private struct TilePlace {
  let top, left, height, width: Int
}

/// `size`, 4 or 2, is a constant where this is called.
@inline(__always)
private func inputTile(
  _ size: Int, _ input: UnsafePointer<Float>, _ place: TilePlace, _ channels: Int,
  _ zeros: UnsafePointer<Float>, _ scratch: UnsafeMutablePointer<Float>,
  _ result: UnsafeMutablePointer<Float>, _ pointStride: Int
) {
  let side = size &+ 2
  let firstColumn = place.left < 0 ? 1 : 0
  let endColumn = place.width &- place.left < side ? place.width &- place.left : side
  let stride = place.width &* channels
  let corner = place.top &* stride &+ (place.left &+ firstColumn) &* channels
  // SAFETY: of rows inside of the picture the columns firstColumn..<endColumn are read, of zeros at
  // most `side` columns; the caller vouches for the rest.
  @inline(__always) func row(_ index: Int) -> UnsafePointer<Float> {
    let y = place.top &+ index
    return y >= 0 && y < place.height ? input + (corner &+ index &* stride) : zeros
  }
  let (r0, r1, r2, r3) = (row(0), row(1), row(2), row(3))
  let (r4, r5) = size == 4 ? (row(4), row(5)) : (zeros, zeros)
  let line = side &* 8
  var channel = 0
  while channel < channels {
    var at = channel
    var column = 0
    while column < side {
      let to = scratch + column &* 8
      if column < firstColumn || column >= endColumn {
        var point = 0
        while point < side {
          octet_store(to + point &* line, octet.zero)
          point &+= 1
        }
      } else {
        if size == 4 {
          transform(
            octet_load(r0 + at), octet_load(r1 + at), octet_load(r2 + at), octet_load(r3 + at),
            octet_load(r4 + at), octet_load(r5 + at), to, line)
        } else {
          transform(
            octet_load(r0 + at), octet_load(r1 + at), octet_load(r2 + at), octet_load(r3 + at),
            to, line)
        }
        at &+= channels
      }
      column &+= 1
    }
    var index = 0
    while index < side {
      let from = scratch + index &* line
      let to = result + (index &* side &* pointStride &+ channel)
      if size == 4 {
        transform(
          octet_load(from), octet_load(from + 8), octet_load(from + 16), octet_load(from + 24),
          octet_load(from + 32), octet_load(from + 40), to, pointStride)
      } else {
        transform(
          octet_load(from), octet_load(from + 8), octet_load(from + 16), octet_load(from + 24),
          to, pointStride)
      }
      index &+= 1
    }
    channel &+= 8
  }
}

/// `Bᵀ` of F(4, 3) on six values; the results are `stride` apart.
@inline(__always)
private func transform(
  _ d0: octet, _ d1: octet, _ d2: octet, _ d3: octet, _ d4: octet, _ d5: octet,
  _ result: UnsafeMutablePointer<Float>, _ stride: Int
) {
  let (four, minusFour, minusFive) = (octet_fill(4), octet_fill(-4), octet_fill(-5))
  octet_store(result, octet_fma(d0, four, octet_fma(d2, minusFive, d4)))
  let even = octet_fma(d2, minusFour, d4)
  let odd = octet_fma(d1, minusFour, d3)
  octet_store(result + stride, octet_add(even, odd))
  octet_store(result + 2 &* stride, octet_subtract(even, odd))
  let evenHalf = octet_subtract(d4, d2)
  let oddHalf = octet_multiply(octet_fill(2), octet_subtract(d3, d1))
  octet_store(result + 3 &* stride, octet_add(evenHalf, oddHalf))
  octet_store(result + 4 &* stride, octet_subtract(evenHalf, oddHalf))
  octet_store(result + 5 &* stride, octet_fma(d1, four, octet_fma(d3, minusFive, d5)))
}

/// `Bᵀ` of F(2, 3) on four values.
@inline(__always)
private func transform(
  _ d0: octet, _ d1: octet, _ d2: octet, _ d3: octet,
  _ result: UnsafeMutablePointer<Float>, _ stride: Int
) {
  octet_store(result, octet_subtract(d0, d2))
  octet_store(result + stride, octet_add(d1, d2))
  octet_store(result + 2 &* stride, octet_subtract(d2, d1))
  octet_store(result + 3 &* stride, octet_subtract(d1, d3))
}
