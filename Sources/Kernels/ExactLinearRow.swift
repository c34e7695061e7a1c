/// The horizontal half of a bilinear resize in fixed point: `(256 - f) * left + f * right`, levels
/// times 256.
///
/// - Parameters:
///   - source: a row of levels.
///   - lefts: for each result column the source column to its left.
///   - rights: for each result column the source column to its right.
///   - fractions: weight of the right one, 0...256.
///   - result: receives `count` values of 8.8 bits.
package func exactLinearColumns(
  source: UnsafePointer<UInt8>, lefts: UnsafePointer<Int32>, rights: UnsafePointer<Int32>,
  fractions: UnsafePointer<UInt16>, count: Int, result: UnsafeMutablePointer<UInt16>
) {
  // SAFETY: the caller's tables point into the row only.
  for x in 0..<count {
    let fraction = UInt32(fractions[x])
    let left = UInt32(source[Int(lefts[x])])
    let right = UInt32(source[Int(rights[x])])
    result[x] = UInt16(truncatingIfNeeded: (256 &- fraction) &* left &+ fraction &* right)
  }
}

/// The vertical half: two rows of 8.8 bits to levels, `((256 - f) * upper + f * lower) / 65536`,
/// half a level rounded up.
///
/// - Parameters:
///   - upper: row above, `count` values.
///   - lower: row below, `count` values.
///   - fraction: weight of the lower one, 0...256.
///   - result: receives `count` levels.
package func exactLinearRow(
  upper: UnsafePointer<UInt16>, lower: UnsafePointer<UInt16>, fraction: UInt32, count: Int,
  result: UnsafeMutablePointer<UInt8>
) {
  // SAFETY: all rows are `count` long.
  let rest = 256 &- fraction
  for x in 0..<count {
    let value = rest &* UInt32(upper[x]) &+ fraction &* UInt32(lower[x]) &+ 0x8000
    result[x] = UInt8(truncatingIfNeeded: value &>> 16)
  }
}
