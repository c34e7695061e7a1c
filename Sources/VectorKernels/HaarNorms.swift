import CSIMD

/// What each window of a row is divided by, from sums over the normalisation rectangle.
///
/// `1 / sqrt(area * Σv² - (Σv)²)` in double precision, kept as single; 0 for windows too even to be
/// a face (deviation of 10 levels or less), which OpenCV passes over.
///
/// - Parameters:
///   - sums: the row in the integral of the levels.
///   - squares: the row in the integral of the squared levels, modulo 2^32.
///   - corners: of the normalisation rectangle, as in `haar_node`.
///   - area: of the normalisation rectangle in pixels.
///   - norms: receives `count` values, rounded up to a multiple of 8.
///   - candidates: receives the places of the windows that are not passed over, ascending; has room
///     for one more than there are.
/// - Returns: the number of candidates.
package func haarNorms(
  sums: UnsafePointer<Int32>, squares: UnsafePointer<Int32>,
  corners: (Int32, Int32, Int32, Int32), area: Int, count: Int,
  norms: UnsafeMutablePointer<Float>, candidates: UnsafeMutablePointer<Int32>
) -> Int {
  // SAFETY: a window's corners, plus 8 elements, lie inside both integral pictures.
  var place = 0
  while place < count {
    octet_store(
      norms + place,
      haar_factors(
        rectangle(corners, sums + place), rectangle(corners, squares + place), Double(area)))
    place &+= 8
  }
  var kept = 0
  place = 0
  while place < count {
    candidates[kept] = Int32(truncatingIfNeeded: place)
    kept &+= norms[place] != 0 ? 1 : 0
    place &+= 1
  }
  return kept
}

@inline(__always)
private func rectangle(
  _ corners: (Int32, Int32, Int32, Int32), _ windows: UnsafePointer<Int32>
) -> octet_ints {
  octet_ints_add(
    octet_ints_subtract(
      octet_ints_load(windows + Int(corners.0)), octet_ints_load(windows + Int(corners.1))),
    octet_ints_subtract(
      octet_ints_load(windows + Int(corners.3)), octet_ints_load(windows + Int(corners.2))))
}
