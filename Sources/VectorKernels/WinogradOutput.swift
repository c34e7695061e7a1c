import CSIMD

/// `Aᵀ m A` for result tiles, finished and stored: bias, ReLU, scale and shift, in this order, and
/// if wanted the greatest of each 2x2 values.
///
/// - Parameters:
///   - size: side of the result tiles, 4 or 2.
///   - products: [point][tile][channel]; tiles are `tileStride` apart, points `pointStride`.
///   - firstTile: the first tile, counted row by row over the picture; up to `endTile`.
///   - channels: how many to write, a multiple of 8.
///   - scratch: (size + 2)² * 8 values.
///   - output: one picture, [height, width, outputStride], or half as high and wide where
///     `isPooled`, at the first channel to write.
///   - finish: [3, channels]: bias, scale, shift.
///   - isRectified: 1 where negative values become 0 before the scale; 0 where not.
///   - isPooled: 1 where 2x2 values become their greatest; height and width are even then.
package func winogradOutput(
  size: Int, products: UnsafePointer<Float>, tileStride: Int, pointStride: Int,
  firstTile: Int, endTile: Int, height: Int, width: Int, channels: Int,
  scratch: UnsafeMutablePointer<Float>, output: UnsafeMutablePointer<Float>, outputStride: Int,
  finish: UnsafePointer<Float>, finishStride: Int, isRectified: Int, isPooled: Int
) {
  let across = (width &+ size &- 1) / size
  var source = products
  for tile in firstTile..<endTile {
    let place = ResultPlace(
      top: tile / across &* size, left: tile % across &* size, height: height, width: width)
    let finishing = Finishing(
      values: finish, stride: finishStride, floor: isRectified == 1 ? 0 : -.infinity)
    if size == 4 {
      outputTile(
        4, source, pointStride, place, channels, scratch, output, outputStride, finishing, isPooled)
    } else {
      outputTile(
        2, source, pointStride, place, channels, scratch, output, outputStride, finishing, isPooled)
    }
    source += tileStride
  }
}

private struct ResultPlace {
  let top, left, height, width: Int
}

/// Bias, ReLU as a floor, scale and shift of eight channels.
private struct Finishing {
  let values: UnsafePointer<Float>
  let stride: Int
  let floor: Float
}

/// `size`, 4 or 2, is a constant where this is called.
@inline(__always)
private func outputTile(
  _ size: Int, _ products: UnsafePointer<Float>, _ pointStride: Int, _ place: ResultPlace,
  _ channels: Int, _ scratch: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>,
  _ outputStride: Int, _ finishing: Finishing, _ isPooled: Int
) {
  let side = size &+ 2
  let rows = place.height &- place.top < size ? place.height &- place.top : size
  let columns = place.width &- place.left < size ? place.width &- place.left : size
  let line = side &* 8
  let floor = octet_fill(finishing.floor)
  var channel = 0
  while channel < channels {
    var column = 0
    while column < side {
      let from = products + (column &* pointStride &+ channel)
      transform(size, from, side &* pointStride, scratch + column &* 8, line)
      column &+= 1
    }
    let bias = octet_load(finishing.values + channel)
    let scale = octet_load(finishing.values + (finishing.stride &+ channel))
    let shift = octet_load(finishing.values + (2 &* finishing.stride &+ channel))
    @inline(__always) func finished(_ value: octet) -> octet {
      octet_fma(octet_max(octet_add(value, bias), floor), scale, shift)
    }
    var row = 0
    if isPooled == 1 {
      let stride = place.width / 2 &* outputStride
      while row < rows {
        var to =
          output + ((place.top &+ row) / 2 &* stride &+ place.left / 2 &* outputStride &+ channel)
        let top = scratch + row &* line
        // In place: the row's first values are read before they are written.
        transform(size, top, 8, top, 8)
        transform(size, top + line, 8, top + line, 8)
        var x = 0
        while x < columns {
          let at = top + x &* 8
          octet_store(
            to,
            octet_max(
              octet_max(finished(octet_load(at)), finished(octet_load(at + 8))),
              octet_max(finished(octet_load(at + line)), finished(octet_load(at + line + 8)))))
          to += outputStride
          x &+= 2
        }
        row &+= 2
      }
    } else {
      let stride = place.width &* outputStride
      while row < rows {
        var to = output + ((place.top &+ row) &* stride &+ place.left &* outputStride &+ channel)
        let from = scratch + row &* line
        transform(size, from, 8, from, 8)
        var x = 0
        while x < columns {
          octet_store(to, finished(octet_load(from + x &* 8)))
          to += outputStride
          x &+= 1
        }
        row &+= 1
      }
    }
    channel &+= 8
  }
}

/// `Aᵀ` of F(4, 3) or F(2, 3): six values to four, or four to two. Values are `stride` apart,
/// results `resultStride`.
@inline(__always)
private func transform(
  _ size: Int, _ values: UnsafePointer<Float>, _ stride: Int,
  _ result: UnsafeMutablePointer<Float>, _ resultStride: Int
) {
  let m0 = octet_load(values)
  let m1 = octet_load(values + stride)
  let m2 = octet_load(values + 2 &* stride)
  let m3 = octet_load(values + 3 &* stride)
  let (sum, difference) = (octet_add(m1, m2), octet_subtract(m1, m2))
  if size == 4 {
    let m4 = octet_load(values + 4 &* stride)
    let m5 = octet_load(values + 5 &* stride)
    let (farSum, farDifference) = (octet_add(m3, m4), octet_subtract(m3, m4))
    octet_store(result, octet_add(octet_add(m0, sum), farSum))
    octet_store(result + resultStride, octet_fma(octet_fill(2), farDifference, difference))
    octet_store(result + 2 &* resultStride, octet_fma(octet_fill(4), farSum, sum))
    octet_store(
      result + 3 &* resultStride,
      octet_add(octet_fma(octet_fill(8), farDifference, difference), m5))
  } else {
    octet_store(result, octet_add(m0, sum))
    octet_store(result + resultStride, octet_subtract(difference, m3))
  }
}
