import CSIMD

/// The vertical half of a bilinear resize in fixed point: `(256 - f) * upper + f * lower`, levels
/// times 256. Nothing is rounded, so the halves may come in any order.
///
/// - Parameters:
///   - upper: row above, `count` levels.
///   - lower: row below, `count` levels.
///   - fraction: weight of the lower one, 0...256.
///   - result: receives `count` values of 8.8 bits.
package func exactLinearRows(
  upper: UnsafePointer<UInt8>, lower: UnsafePointer<UInt8>, fraction: Int, count: Int,
  result: UnsafeMutablePointer<UInt16>
) {
  // SAFETY: all rows are `count` long.
  let weight = UInt16(truncatingIfNeeded: fraction)
  let rest = 256 &- weight
  var x = 0
  while x < count {
    result[x] =
      rest &* UInt16(truncatingIfNeeded: upper[x]) &+ weight
      &* UInt16(truncatingIfNeeded: lower[x])
    x &+= 1
  }
}

/// The horizontal half: a line of 8.8 bits to levels, `((256 - f) * left + f * right) / 65536`, half
/// a level rounded up.
///
/// - Parameters:
///   - line: values of 8.8 bits.
///   - lefts: for each result the place of the value to its left; the next one is to its right.
///   - fractions: weight of the right one, 0...256.
///   - result: receives `count` levels.
package func exactLinearColumns(
  line: UnsafePointer<UInt16>, lefts: UnsafePointer<Int32>, fractions: UnsafePointer<Int32>,
  count: Int, result: UnsafeMutablePointer<UInt8>
) {
  // SAFETY: the tables are `count` long and point into the line, but for its last value.
  var x = 0
  while x &+ 8 <= count {
    octet_ints_between(line, lefts + x, fractions + x, result + x)
    x &+= 8
  }
  while x < count {
    let place = Int(lefts[x])
    let (left, right) = (
      Int32(truncatingIfNeeded: line[place]), Int32(truncatingIfNeeded: line[place &+ 1])
    )
    let sum = 256 &* left &+ fractions[x] &* (right &- left) &+ 0x8000
    result[x] = UInt8(truncatingIfNeeded: sum &>> 16)
    x &+= 1
  }
}
