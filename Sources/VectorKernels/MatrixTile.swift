import CSIMD

/// Filters of one panel of packed weights: two vectors.
package let panelWidth = 16

/// Rows that one call of the innermost loop multiplies at most.
private let tileRows = 6

/// Multiplies rows of values with one panel of packed weights.
///
/// `result[r][f] = Σ_d values[r][d] * panel[d][f]`
///
/// - Parameters:
///   - rows: number of rows, 0 or more.
///   - depth: values of a row that count.
///   - values: first value of the first row; rows are `valueStride` values apart.
///   - panel: [depth, 16].
///   - result: rows `resultStride` values apart, 16 of each are written, or the first 8 where
///     `isHalf`.
package func multiplyPanel(
  rows: Int, depth: Int, values: UnsafePointer<Float>, valueStride: Int,
  panel: UnsafePointer<Float>, result: UnsafeMutablePointer<Float>, resultStride: Int,
  isHalf: Int
) {
  var row = 0
  while row < rows {
    let left = rows &- row
    // 9 rows go as 5 + 4, 8 as 4 + 4, 7 as 4 + 3: no row is computed in vain but in the last four.
    let count = left == 6 || left > 9 ? 6 : left == 5 || left == 9 ? 5 : 4
    let from = values + row &* valueStride
    let to = result + row &* resultStride
    let valid = left < count ? left : count
    switch count {
    case 6: tile(6, valid, depth, from, valueStride, panel, to, resultStride, isHalf)
    case 5: tile(5, valid, depth, from, valueStride, panel, to, resultStride, isHalf)
    default: tile(4, valid, depth, from, valueStride, panel, to, resultStride, isHalf)
    }
    row &+= valid
  }
}

/// `rows`, 4 to 6, is a constant where this is called; only the first `valid` rows are there.
@inline(__always)
private func tile(
  _ rows: Int, _ valid: Int, _ depth: Int, _ values: UnsafePointer<Float>, _ stride: Int,
  _ panel: UnsafePointer<Float>, _ result: UnsafeMutablePointer<Float>, _ resultStride: Int,
  _ isHalf: Int
) {
  // SAFETY: rows beyond the valid ones read the first row again and are not stored.
  let v0 = values
  let v1 = valid > 1 ? values + stride : values
  let v2 = valid > 2 ? values + 2 &* stride : values
  let v3 = valid > 3 ? values + 3 &* stride : values
  let v4 = valid > 4 ? values + 4 &* stride : values
  let v5 = valid > 5 ? values + 5 &* stride : values
  var (a0, b0, a1, b1) = (octet.zero, octet.zero, octet.zero, octet.zero)
  var (a2, b2, a3, b3) = (octet.zero, octet.zero, octet.zero, octet.zero)
  var (a4, b4, a5, b5) = (octet.zero, octet.zero, octet.zero, octet.zero)
  var weights = panel
  var index = 0
  while index < depth {
    let (left, right) = (octet_load(weights), octet_load(weights + 8))
    var value = octet_fill(v0[index])
    (a0, b0) = (octet_fma(value, left, a0), octet_fma(value, right, b0))
    value = octet_fill(v1[index])
    (a1, b1) = (octet_fma(value, left, a1), octet_fma(value, right, b1))
    value = octet_fill(v2[index])
    (a2, b2) = (octet_fma(value, left, a2), octet_fma(value, right, b2))
    value = octet_fill(v3[index])
    (a3, b3) = (octet_fma(value, left, a3), octet_fma(value, right, b3))
    if rows > 4 {
      value = octet_fill(v4[index])
      (a4, b4) = (octet_fma(value, left, a4), octet_fma(value, right, b4))
    }
    if rows > 5 {
      value = octet_fill(v5[index])
      (a5, b5) = (octet_fma(value, left, a5), octet_fma(value, right, b5))
    }
    weights += 16
    index &+= 1
  }
  store(a0, b0, result, isHalf)
  if valid > 1 { store(a1, b1, result + resultStride, isHalf) }
  if valid > 2 { store(a2, b2, result + 2 &* resultStride, isHalf) }
  if valid > 3 { store(a3, b3, result + 3 &* resultStride, isHalf) }
  if rows > 4, valid > 4 { store(a4, b4, result + 4 &* resultStride, isHalf) }
  if rows > 5, valid > 5 { store(a5, b5, result + 5 &* resultStride, isHalf) }
}

@inline(__always)
private func store(
  _ left: octet, _ right: octet, _ result: UnsafeMutablePointer<Float>, _ isHalf: Int
) {
  octet_store(result, left)
  if isHalf == 0 { octet_store(result + 8, right) }
}
