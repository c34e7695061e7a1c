/// Whole numbers with a shape that are known at load, but for the batch.
struct SizeTensor: Sendable, Equatable {
  /// Sizes, outermost first; [] for a single number.
  let shape: [Int]
  /// As many as the product of the shape.
  let values: [Size]

  init(shape: [Int], values: [Size]) {
    precondition(
      shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == values.count,
      "\(values.count) values do not fill the shape \(shape)")
    self.shape = shape
    self.values = values
  }

  init(_ tensor: IntegerTensor) {
    self.init(shape: tensor.shape, values: tensor.values.map { .number($0) })
  }

  /// The values where none depends on the batch.
  var numbers: [Int]? {
    let numbers = values.compactMap(\.number)
    return numbers.count == values.count ? numbers : nil
  }
}
