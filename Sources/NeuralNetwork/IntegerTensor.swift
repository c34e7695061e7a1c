/// Whole numbers with a shape: constants that say how, such as a Reshape's target, not how much.
package struct IntegerTensor: Sendable, Equatable {
  /// Sizes, outermost first; [] for a single number.
  package let shape: [Int]
  /// As many as the product of the shape.
  package let values: [Int]

  package init(shape: [Int], values: [Int]) {
    precondition(
      shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == values.count,
      "\(values.count) values do not fill the shape \(shape)")
    self.shape = shape
    self.values = values
  }
}
