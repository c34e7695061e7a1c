/// Sum of `count` values, in eight partial sums.
package func vectorSum(_ values: UnsafePointer<Float>, count: Int) -> Float {
  // SAFETY: reads values[0..<count] only; the vector loop ends at the last multiple of eight.
  var lanes = SIMD8<Float>.zero
  let vectors = count / 8
  let raw = UnsafeRawPointer(values)
  for index in 0..<vectors {
    lanes += raw.loadUnaligned(fromByteOffset: index &* 32, as: SIMD8<Float>.self)
  }
  var sum = lanes.sum()
  for index in (vectors * 8)..<count { sum += values[index] }
  return sum
}

/// Sum of `a[i] * b[i]` over `count` values, in eight partial sums.
package func vectorDot(
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int
) -> Float {
  // SAFETY: reads a[0..<count] and b[0..<count] only.
  var lanes = SIMD8<Float>.zero
  let vectors = count / 8
  let rawA = UnsafeRawPointer(a)
  let rawB = UnsafeRawPointer(b)
  for index in 0..<vectors {
    let left = rawA.loadUnaligned(fromByteOffset: index &* 32, as: SIMD8<Float>.self)
    let right = rawB.loadUnaligned(fromByteOffset: index &* 32, as: SIMD8<Float>.self)
    lanes += left * right
  }
  var sum = lanes.sum()
  for index in (vectors * 8)..<count { sum += a[index] * b[index] }
  return sum
}

/// Sum of `(value - center)²` over `count` values, in eight partial sums.
package func vectorSquaredDistance(
  _ values: UnsafePointer<Float>, center: Float, count: Int
) -> Float {
  // SAFETY: reads values[0..<count] only.
  var lanes = SIMD8<Float>.zero
  let vectors = count / 8
  let raw = UnsafeRawPointer(values)
  for index in 0..<vectors {
    let difference = raw.loadUnaligned(fromByteOffset: index &* 32, as: SIMD8<Float>.self) - center
    lanes += difference * difference
  }
  var sum = lanes.sum()
  for index in (vectors * 8)..<count {
    let difference = values[index] - center
    sum += difference * difference
  }
  return sum
}
