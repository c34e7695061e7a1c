import CSIMD

/// `A dY Aᵀ` for tiles of the result's gradient: what the products' gradients are, as
/// [point][tile][channel]. The adjoint of ``winogradOutput(size:products:tileStride:pointStride:firstTile:endTile:height:width:channels:scratch:output:outputStride:finish:finishStride:isRectified:isPooled:)``
/// without its finish.
///
/// - Parameters:
///   - size: side of the result tiles, 4 or 2.
///   - gradient: one picture, [height, width, channels]; channels are a multiple of 8.
///   - firstTile: the first tile, counted row by row over the picture; up to `endTile`.
///   - scratch: (size + 2)² * 8 values.
///   - result: tiles are `channels` apart, points `pointStride`.
package func winogradGradient(
  size: Int, gradient: UnsafePointer<Float>, height: Int, width: Int, channels: Int,
  firstTile: Int, endTile: Int, scratch: UnsafeMutablePointer<Float>,
  result: UnsafeMutablePointer<Float>, pointStride: Int
) {
  let across = (width &+ size &- 1) / size
  var target = result
  var tile = firstTile
  while tile < endTile {
    let (top, left) = (tile / across &* size, tile % across &* size)
    let rows = height &- top < size ? height &- top : size
    let columns = width &- left < size ? width &- left : size
    let from = gradient + (top &* width &+ left) &* channels
    if size == 4 {
      gradientTile(4, from, width, channels, rows, columns, scratch, target, pointStride)
    } else {
      gradientTile(2, from, width, channels, rows, columns, scratch, target, pointStride)
    }
    target += channels
    tile &+= 1
  }
}

/// `size`, 4 or 2, is a constant where this is called; the tile has `rows` times `columns` values,
/// the others are zero.
@inline(__always)
private func gradientTile(
  _ size: Int, _ gradient: UnsafePointer<Float>, _ width: Int, _ channels: Int, _ rows: Int,
  _ columns: Int, _ scratch: UnsafeMutablePointer<Float>, _ result: UnsafeMutablePointer<Float>,
  _ pointStride: Int
) {
  let side = size &+ 2
  let stride = width &* channels
  let line = size &* 8
  var channel = 0
  while channel < channels {
    var column = 0
    while column < size {
      let from = gradient + (column &* channels &+ channel)
      @inline(__always) func value(_ row: Int) -> octet {
        // SAFETY: only values inside of the picture are read.
        row < rows && column < columns ? octet_load(from + row &* stride) : octet.zero
      }
      transform(
        size, value(0), value(1), size == 4 ? value(2) : octet.zero,
        size == 4 ? value(3) : octet.zero, scratch + column &* 8, line)
      column &+= 1
    }
    var index = 0
    while index < side {
      let from = scratch + index &* line
      transform(
        size, octet_load(from), octet_load(from + 8),
        size == 4 ? octet_load(from + 16) : octet.zero,
        size == 4 ? octet_load(from + 24) : octet.zero,
        result + (index &* side &* pointStride &+ channel), pointStride)
      index &+= 1
    }
    channel &+= 8
  }
}

/// `A` of F(4, 3) or F(2, 3): four values to six, or two to four; the results are `stride` apart.
@inline(__always)
private func transform(
  _ size: Int, _ y0: octet, _ y1: octet, _ y2: octet, _ y3: octet,
  _ result: UnsafeMutablePointer<Float>, _ stride: Int
) {
  octet_store(result, y0)
  if size == 4 {
    let (even, odd) = (octet_add(y0, y2), octet_add(y1, y3))
    octet_store(result + stride, octet_add(even, odd))
    octet_store(result + 2 &* stride, octet_subtract(even, odd))
    let four = octet_fill(4)
    let evenFar = octet_fma(four, y2, y0)
    let oddFar = octet_multiply(octet_fill(2), octet_fma(four, y3, y1))
    octet_store(result + 3 &* stride, octet_add(evenFar, oddFar))
    octet_store(result + 4 &* stride, octet_subtract(evenFar, oddFar))
    octet_store(result + 5 &* stride, y3)
  } else {
    octet_store(result + stride, octet_add(y0, y1))
    octet_store(result + 2 &* stride, octet_subtract(y0, y1))
    octet_store(result + 3 &* stride, octet_subtract(octet.zero, y1))
  }
}
