/// Adds one row of levels to an integral picture: `sums[x] = above[x] + Σ levels[..<x]`, the same
/// for the squared levels, both modulo 2^32.
///
/// Columns may be split into two planes, even columns first and the odd ones `oddOffset` elements
/// on, so that windows two pixels apart are neighbours; see ``integralRowSplit``.
///
/// - Parameters:
///   - levels: `width` levels.
///   - sums: receives `width + 1` sums; the row before lies `stride` elements before it.
///   - squares: as `sums`, for the squares.
///   - stride: elements from one row to the next.
package func integralRow(
  levels: UnsafePointer<UInt8>, width: Int, sums: UnsafeMutablePointer<Int32>,
  squares: UnsafeMutablePointer<Int32>, stride: Int
) {
  // SAFETY: rows are `width + 1` long and the row before exists, as the parameters say.
  var sum: Int32 = 0
  var square: Int32 = 0
  sums[0] = 0
  squares[0] = 0
  for x in 0..<width {
    let level = Int32(levels[x])
    sum &+= level
    square &+= level &* level
    sums[x &+ 1] = sums[x &+ 1 &- stride] &+ sum
    squares[x &+ 1] = squares[x &+ 1 &- stride] &+ square
  }
}

/// As ``integralRow(levels:width:sums:squares:stride:)`` with even and odd columns apart: column
/// `x` lies at `x / 2`, plus `oddOffset` where `x` is odd.
package func integralRowSplit(
  levels: UnsafePointer<UInt8>, width: Int, sums: UnsafeMutablePointer<Int32>,
  squares: UnsafeMutablePointer<Int32>, stride: Int, oddOffset: Int
) {
  // SAFETY: both planes of a row are `width / 2 + 1` long and the row before exists.
  var sum: Int32 = 0
  var square: Int32 = 0
  sums[0] = 0
  squares[0] = 0
  for pair in 0..<(width / 2) {
    let first = Int32(levels[pair &* 2])
    let odd = oddOffset &+ pair
    sum &+= first
    square &+= first &* first
    sums[odd] = sums[odd &- stride] &+ sum
    squares[odd] = squares[odd &- stride] &+ square
    let second = Int32(levels[pair &* 2 &+ 1])
    let even = pair &+ 1
    sum &+= second
    square &+= second &* second
    sums[even] = sums[even &- stride] &+ sum
    squares[even] = squares[even &- stride] &+ square
  }
  if width % 2 == 1 {
    let level = Int32(levels[width - 1])
    let odd = oddOffset + width / 2
    sums[odd] = sums[odd - stride] &+ sum &+ level
    squares[odd] = squares[odd - stride] &+ square &+ level &* level
  }
}
