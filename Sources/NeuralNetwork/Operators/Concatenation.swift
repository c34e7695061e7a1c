import Kernels

/// Concat of computed values, beside each other along one dimension of a picture.
struct Concatenation: Operation {
  let outputShape: [Int]
  private let operands: [Operand]
  /// Values of each operand that follow one another in the result.
  private let lengths: [Int]

  /// Constants take part where the model's batch is 1, and are repeated for each picture.
  init(_ context: NodeContext) throws {
    try context.checkAttributes(["axis"])
    let count = context.node.inputs.count
    guard let first = (0..<count).first(where: context.isComputed) else {
      throw context.invalid("it has no input")
    }
    let shape = try context.fullShape(first)
    let given = try context.int("axis", default: 0)
    guard (-shape.count..<shape.count).contains(given) else {
      throw context.invalid("there is no axis \(given) of \(shape.count) dimensions")
    }
    let axis = given < 0 ? given + shape.count : given
    guard axis > 0 else { throw context.mixesBatch("axis \(given)") }
    for input in 0..<count {
      let other = try context.fullShape(input)
      guard other.count == shape.count,
        other.indices.allSatisfy({ $0 == axis || other[$0] == shape[$0] })
      else {
        let titles = [first, input].map(context.shapeTitle)
        throw context.invalid("\(titles[0]) and \(titles[1]) do not fit on axis \(axis)")
      }
      guard context.isComputed(input) || context.fixedBatch == 1 else {
        throw context.unsupported("a constant beside pictures of a batch")
      }
    }
    operands = try (0..<count).map { try context.operand($0, rank: shape.count) }
    lengths = operands.map { $0.shape[(axis - 1)...].reduce(1, *) }
    var result = operands[0].shape
    result[axis - 1] = operands.reduce(0) { $0 + $1.shape[axis - 1] }
    outputShape = try context.positive(result)
  }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let row = lengths.reduce(0, +)
    let rows = outputCount / row
    parallelFor(batch * rows, threads: workspaces.count) { index in
      // SAFETY: each operand has `rows` rows of its length; together they fill a result's row.
      var target = output.pointer + index * row
      for (operand, length) in zip(operands, lengths) {
        let source = operand.values(inputs, picture: index / rows) + index % rows * length
        target.update(from: source, count: length)
        target += length
      }
    }
  }
}
