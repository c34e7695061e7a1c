/// A shape and its values: Float32, the last dimension running fastest.
package struct Tensor: Sendable, Equatable {
  /// Sizes, outermost first: [batch, channels, height, width] for pictures; [] for a single value.
  package let shape: [Int]
  /// As many values as the product of the shape.
  package var values: [Float]

  package init(shape: [Int], values: [Float]) {
    precondition(
      shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == values.count,
      "\(values.count) values do not fill the shape \(shape)")
    self.shape = shape
    self.values = values
  }
}
