import Foundation

extension Combination.Function {
  /// Combines `count` values of each side; a side that does not advance is one value.
  func apply(
    _ a: UnsafePointer<Float>, advances left: Bool, _ b: UnsafePointer<Float>,
    advances right: Bool, into target: UnsafeMutablePointer<Float>, count: Int
  ) {
    // SAFETY: the caller vouches for `count` values of the target and of each advancing side.
    @inline(__always) func each(_ body: (Float, Float) -> Float) {
      switch (left, right) {
      case (true, true): for i in 0..<count { target[i] = body(a[i], b[i]) }
      case (true, false):
        let value = b[0]
        for i in 0..<count { target[i] = body(a[i], value) }
      case (false, true):
        let value = a[0]
        for i in 0..<count { target[i] = body(value, b[i]) }
      case (false, false): target.update(repeating: body(a[0], b[0]), count: count)
      }
    }
    switch self {
    case .add: each { $0 + $1 }
    case .subtract: each { $0 - $1 }
    case .multiply: each { $0 * $1 }
    case .divide: each { $0 / $1 }
    case .power: each { pow($0, $1) }
    case .minimum: each { $0 < $1 ? $0 : $1 }
    case .maximum: each { $0 > $1 ? $0 : $1 }
    case .leak: each { $0 < 0 ? $0 * $1 : $0 }
    }
  }

  /// The result for two single values.
  func callAsFunction(_ a: Float, _ b: Float) -> Float {
    var result: Float = 0
    apply([a], advances: false, [b], advances: false, into: &result, count: 1)
    return result
  }
}
