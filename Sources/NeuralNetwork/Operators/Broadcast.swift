/// NumPy's rule for a constant that meets a computed value of more values.
enum Broadcast {
  /// The constant's values as ``ScaleAndShift`` takes them: one, one a channel, or one a position.
  ///
  /// - Parameters:
  ///   - constant: aligned with [batch] + `shape` on the right.
  ///   - shape: of one picture.
  /// - Returns: nil where the constant does not fit, differs within a batch or enlarges the shape.
  static func values(of constant: Tensor, for shape: [Int]) -> [Float]? {
    guard constant.shape.count <= shape.count + 1, !constant.values.isEmpty else { return nil }
    if constant.values.count == 1 { return constant.values }
    var sizes = constant.shape
    if sizes.count == shape.count + 1, sizes.removeFirst() != 1 { return nil }
    sizes = Array(repeating: 1, count: shape.count - sizes.count) + sizes
    guard zip(sizes, shape).allSatisfy({ $0 == 1 || $0 == $1 }) else { return nil }
    if sizes == shape || sizes.dropFirst().allSatisfy({ $0 == 1 }) { return constant.values }
    return expanded(constant.values, sizes, to: shape)
  }

  /// Repeats values along the dimensions whose size is 1.
  private static func expanded(_ values: [Float], _ sizes: [Int], to shape: [Int]) -> [Float] {
    (0..<shape.reduce(1, *)).map { position in
      var (rest, stride, index) = (position, 1, 0)
      for axis in shape.indices.reversed() {
        if sizes[axis] > 1 { index += rest % shape[axis] * stride }
        rest /= shape[axis]
        stride *= sizes[axis]
      }
      return values[index]
    }
  }
}
