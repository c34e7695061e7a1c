/// How operands of different shapes run beside each other under NumPy's rules: dimensions are
/// aligned on the right, and one of size 1 is repeated.
///
/// The result is cut into runs of one length, within which each operand either advances with the
/// result or stays at one value.
struct BroadcastRuns: Sendable {
  /// Sizes of the result.
  let shape: [Int]
  /// Values of a run.
  let length: Int
  /// For each operand whether it advances within a run.
  let advances: [Bool]
  /// For each operand where its values for each run start.
  let starts: [[Int32]]

  /// Sizes of the result; nil where the operands do not fit each other.
  static func shape(of operands: [[Int]]) -> [Int]? {
    let aligned = aligned(operands)
    var shape: [Int] = []
    for axis in 0..<(aligned.first?.count ?? 0) {
      let size = aligned.lazy.map { $0[axis] }.first { $0 != 1 } ?? 1
      guard aligned.allSatisfy({ $0[axis] == 1 || $0[axis] == size }) else { return nil }
      shape.append(size)
    }
    return shape
  }

  /// - Precondition: the operands fit each other, and the result is not too large to be counted.
  init(_ operands: [[Int]]) {
    guard let shape = Self.shape(of: operands) else {
      preconditionFailure("\(operands) do not fit each other")
    }
    let aligned = Self.aligned(operands)
    self.shape = shape
    var advances: [Bool]?
    var inner = shape.count
    for axis in shape.indices.reversed() where shape[axis] != 1 {
      let pattern = aligned.map { $0[axis] != 1 }
      guard advances ?? pattern == pattern else { break }
      advances = pattern
      inner = axis
    }
    self.advances = advances ?? operands.map { _ in true }
    length = shape[inner...].reduce(1, *)
    starts = aligned.map { sizes in
      var starts: [Int32] = [0]
      for axis in 0..<inner {
        let stride = sizes[axis] == 1 ? 0 : Int32(sizes[(axis + 1)...].reduce(1, *))
        starts = starts.flatMap { start in
          (0..<Int32(shape[axis])).lazy.map { start + $0 * stride }
        }
      }
      return starts
    }
  }

  /// The place of an operand's value for each value of the result.
  func places(of operand: Int) -> [Int] {
    starts[operand].flatMap { start in
      (0..<length).lazy.map { Int(start) + (advances[operand] ? $0 : 0) }
    }
  }

  private static func aligned(_ operands: [[Int]]) -> [[Int]] {
    let rank = operands.map(\.count).max() ?? 0
    return operands.map { Array(repeating: 1, count: rank - $0.count) + $0 }
  }
}
