import Kernels

/// An input of an operation that takes computed values and constants alike.
struct Operand: Sendable {
  private enum Source: Sendable {
    /// One of the operation's inputs.
    case computed(Int)
    case constant(FloatBuffer)
  }

  /// Sizes for one picture; a constant's are aligned on the right with those of the pictures.
  let shape: [Int]
  private let source: Source
  private let pictureCount: Int

  init(computed index: Int, shape: [Int]) {
    self.shape = shape
    source = .computed(index)
    pictureCount = shape.reduce(1, *)
  }

  init(constant values: [Float], shape: [Int]) {
    precondition(shape.reduce(1, *) == values.count, "\(values.count) values for \(shape)")
    self.shape = shape
    source = .constant(FloatBuffer(values))
    pictureCount = 0
  }

  var isConstant: Bool {
    if case .constant = source { true } else { false }
  }

  /// The first of a picture's values: as many as the product of the shape follow.
  func values(_ inputs: [FloatBuffer], picture: Int) -> UnsafePointer<Float> {
    switch source {
    case .computed(let index): UnsafePointer(inputs[index].pointer + picture * pictureCount)
    case .constant(let buffer): UnsafePointer(buffer.pointer)
    }
  }
}
