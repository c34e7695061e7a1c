import CSIMD

/// Multiplies rows of values with one panel of packed weights.
///
/// `result[r][f] = Σ_d values[r][d] * panel[d][f]`
///
/// - Parameters:
///   - rows: number of rows, 0 or more.
///   - depth: values of a row that count.
///   - values: first value of the first row; rows are `valueStride` values apart.
///   - panel: [depth, 16].
///   - result: rows `resultStride` values apart; 16 of each are written, or the first 8 where
///     `isHalf` is 1.
package func multiplyPanel(
  rows: Int, depth: Int, values: UnsafePointer<Float>, valueStride: Int,
  panel: UnsafePointer<Float>, result: UnsafeMutablePointer<Float>, resultStride: Int,
  isHalf: Int
) {
  tiles(
    rows, depth, Rows(values, stride: valueStride, step: 1), panel, 16, result, resultStride,
    isHalf, 0)
}

/// Multiplies windows of rows that lie anywhere with one panel of packed weights.
///
/// `result[r][f] = Σ_d values[r * valueStride + offsets[d]] * panel[d][f]`
///
/// - Parameters:
///   - rows: number of windows, 0 or more.
///   - depth: values of a window.
///   - offsets: where each of them lies, seen from the window's first value.
///   - values: first value of the first window; windows are `valueStride` values apart.
///   - panel: [depth, 16].
///   - result: rows `resultStride` values apart; 16 of each are written, or the first 8 where
///     `isHalf` is 1.
package func multiplyWindows(
  rows: Int, depth: Int, offsets: UnsafePointer<Int>, values: UnsafePointer<Float>,
  valueStride: Int, panel: UnsafePointer<Float>, result: UnsafeMutablePointer<Float>,
  resultStride: Int, isHalf: Int
) {
  tiles(
    rows, depth, Rows(values, stride: valueStride, offsets: offsets), panel, 16, result,
    resultStride, isHalf, 0)
}

/// Adds the products of columns: `result[r][c] += Σ_d left[d][r] * right[d][c]`.
///
/// - Parameters:
///   - rows: columns of `left` that count.
///   - columns: columns of `right`, a multiple of 8.
///   - left: [depth, leftStride]; `right` likewise.
///   - result: rows `resultStride` values apart.
package func accumulateColumns(
  rows: Int, columns: Int, depth: Int, left: UnsafePointer<Float>, leftStride: Int,
  right: UnsafePointer<Float>, rightStride: Int, result: UnsafeMutablePointer<Float>,
  resultStride: Int
) {
  var column = 0
  while column < columns {
    tiles(
      rows, depth, Rows(left, stride: 1, step: leftStride), right + column, rightStride,
      result + column, resultStride, columns &- column < 16 ? 1 : 0, 1)
    column &+= 16
  }
}

/// How far ahead of the multiplication packed weights are fetched. They come from far away, as each
/// is used just once a network; 16 to 32 of their rows ahead are equally good.
private let prefetchDistance: Int = 384

/// Rows that the next tile takes of those left: 9 go as 5 + 4, 8 as 4 + 4, so that none is computed
/// in vain but in the last four.
@inline(__always)
private func tileRows(_ left: Int) -> Int {
  left == 6 || left > 9 ? 6 : left == 5 || left == 9 ? 5 : 4
}

/// Rows of values, `stride` apart: a row's values are `step` apart, or at `offsets` where there
/// are any.
private struct Rows {
  var first: UnsafePointer<Float>
  let stride, step: Int
  let offsets: UnsafePointer<Int>?

  @inline(__always)
  init(_ first: UnsafePointer<Float>, stride: Int, step: Int) {
    (self.first, self.stride, self.step, offsets) = (first, stride, step, nil)
  }

  @inline(__always)
  init(_ first: UnsafePointer<Float>, stride: Int, offsets: UnsafePointer<Int>) {
    (self.first, self.stride, step, self.offsets) = (first, stride, 0, offsets)
  }

  /// Where a value of a row lies.
  @inline(__always)
  func place(_ index: Int) -> Int {
    if let offsets { offsets[index] } else { index &* step }
  }

  /// The rows from one of them on.
  @inline(__always)
  func from(_ row: Int) -> Rows {
    var rest = self
    rest.first += row &* stride
    return rest
  }

  /// A row, or the first one where it is not valid.
  @inline(__always)
  func row(_ index: Int, _ valid: Int) -> UnsafePointer<Float> {
    index < valid ? first + index &* stride : first
  }
}

/// All rows, tile by tile. `panelStride` and `accumulates` are constants where this is called, but
/// the stride where it adds.
@inline(__always)
private func tiles(
  _ rows: Int, _ depth: Int, _ values: Rows, _ panel: UnsafePointer<Float>, _ panelStride: Int,
  _ result: UnsafeMutablePointer<Float>, _ resultStride: Int, _ isHalf: Int, _ accumulates: Int
) {
  var row = 0
  while row < rows {
    let count = tileRows(rows &- row)
    let from = values.from(row)
    let to = result + row &* resultStride
    let valid = rows &- row < count ? rows &- row : count
    switch count {
    case 6: tile(6, valid, depth, from, panel, panelStride, to, resultStride, isHalf, accumulates)
    case 5: tile(5, valid, depth, from, panel, panelStride, to, resultStride, isHalf, accumulates)
    default:
      tile(4, valid, depth, from, panel, panelStride, to, resultStride, isHalf, accumulates)
    }
    row &+= valid
  }
}

/// `rows`, 4 to 6, and `accumulates` are constants where this is called; only the first `valid`
/// rows are there.
@inline(__always)
private func tile(
  _ rows: Int, _ valid: Int, _ depth: Int, _ values: Rows, _ panel: UnsafePointer<Float>,
  _ panelStride: Int, _ result: UnsafeMutablePointer<Float>, _ resultStride: Int, _ isHalf: Int,
  _ accumulates: Int
) {
  // SAFETY: rows beyond the valid ones read the first row again and are not stored.
  let (v0, v1, v2) = (values.row(0, valid), values.row(1, valid), values.row(2, valid))
  let (v3, v4, v5) = (values.row(3, valid), values.row(4, valid), values.row(5, valid))
  var (a0, b0, a1, b1) = (octet.zero, octet.zero, octet.zero, octet.zero)
  var (a2, b2, a3, b3) = (octet.zero, octet.zero, octet.zero, octet.zero)
  var (a4, b4, a5, b5) = (octet.zero, octet.zero, octet.zero, octet.zero)
  var weights = panel
  var index = 0
  if isHalf == 1 {
    // Eight columns only: what lies behind them is not ours to read.
    while index < depth {
      let at = values.place(index)
      let left = octet_load(weights)
      a0 = octet_fma(octet_fill(v0[at]), left, a0)
      a1 = octet_fma(octet_fill(v1[at]), left, a1)
      a2 = octet_fma(octet_fill(v2[at]), left, a2)
      a3 = octet_fma(octet_fill(v3[at]), left, a3)
      if rows > 4 { a4 = octet_fma(octet_fill(v4[at]), left, a4) }
      if rows > 5 { a5 = octet_fma(octet_fill(v5[at]), left, a5) }
      weights += panelStride
      index &+= 1
    }
  } else {
    while index < depth {
      let at = values.place(index)
      let (left, right) = (octet_load(weights), octet_load(weights + 8))
      if panelStride == 16 { octet_prefetch(weights + prefetchDistance) }
      var value = octet_fill(v0[at])
      (a0, b0) = (octet_fma(value, left, a0), octet_fma(value, right, b0))
      value = octet_fill(v1[at])
      (a1, b1) = (octet_fma(value, left, a1), octet_fma(value, right, b1))
      value = octet_fill(v2[at])
      (a2, b2) = (octet_fma(value, left, a2), octet_fma(value, right, b2))
      value = octet_fill(v3[at])
      (a3, b3) = (octet_fma(value, left, a3), octet_fma(value, right, b3))
      if rows > 4 {
        value = octet_fill(v4[at])
        (a4, b4) = (octet_fma(value, left, a4), octet_fma(value, right, b4))
      }
      if rows > 5 {
        value = octet_fill(v5[at])
        (a5, b5) = (octet_fma(value, left, a5), octet_fma(value, right, b5))
      }
      weights += panelStride
      index &+= 1
    }
  }
  store(a0, b0, result, isHalf, accumulates)
  if valid > 1 { store(a1, b1, result + resultStride, isHalf, accumulates) }
  if valid > 2 { store(a2, b2, result + 2 &* resultStride, isHalf, accumulates) }
  if valid > 3 { store(a3, b3, result + 3 &* resultStride, isHalf, accumulates) }
  if rows > 4, valid > 4 { store(a4, b4, result + 4 &* resultStride, isHalf, accumulates) }
  if rows > 5, valid > 5 { store(a5, b5, result + 5 &* resultStride, isHalf, accumulates) }
}

@inline(__always)
private func store(
  _ left: octet, _ right: octet, _ result: UnsafeMutablePointer<Float>, _ isHalf: Int,
  _ accumulates: Int
) {
  octet_store(result, accumulates == 1 ? octet_add(octet_load(result), left) : left)
  if isHalf == 1 { return }
  octet_store(result + 8, accumulates == 1 ? octet_add(octet_load(result + 8), right) : right)
}
