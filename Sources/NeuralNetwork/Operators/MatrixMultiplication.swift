import Kernels

/// MatMul of stacks of matrices, as NumPy's matmul: computed on one side or both, the other side
/// constant. One matrix of constant weights behind flat values is ``FullyConnected`` instead.
struct MatrixMultiplication: Operation {
  let outputShape: [Int]
  private let left, right: Operand
  private let rows, columns, depth: Int
  /// Number of each side's matrix in its stack for each matrix of the result.
  private let leftPlaces, rightPlaces: [Int]

  var multiplyAdds: Int { leftPlaces.count * rows * columns * depth }

  init(_ context: NodeContext) throws {
    try context.checkAttributes([])
    let rank = [0, 1].compactMap { context.isComputed($0) ? context.shapes[$0]?.count : nil }.max()
    guard context.node.inputs.count == 2, let rank else {
      throw context.invalid("it does not have two inputs")
    }
    (left, right) = (try context.operand(0, rank: rank + 1), try context.operand(1, rank: rank + 1))
    // One dimension is a row on the left and a column on the right, and is taken away again. A
    // computed side's one is flat values behind the batch.
    let isRow = left.shape.count == 1
    let isColumn = right.shape.count == 1
    guard !(isColumn && !right.isConstant), !(right.shape.isEmpty || left.shape.isEmpty),
      !(isRow && !left.isConstant) || isColumn
    else {
      throw context.mixesBatch("\(context.shapeTitle(0)) times \(context.shapeTitle(1))")
    }
    let a = isRow ? [1] + left.shape : left.shape
    let b = isColumn ? right.shape + [1] : right.shape
    let (stackA, stackB) = (Array(a.dropLast(2)), Array(b.dropLast(2)))
    guard a[a.count - 1] == b[b.count - 2], a[a.count - 1] > 0,
      let stack = BroadcastRuns.shape(of: [stackA, stackB])
    else {
      throw context.invalid("\(context.shapeTitle(0)) and \(context.shapeTitle(1)) do not fit")
    }
    (rows, depth, columns) = (a[a.count - 2], b[b.count - 2], b[b.count - 1])
    _ = try context.positive(stack + [rows, columns])
    outputShape = stack + (isRow ? [] : [rows]) + (isColumn ? [] : [columns])
    let runs = BroadcastRuns([stackA, stackB])
    (leftPlaces, rightPlaces) = (runs.places(of: 0), runs.places(of: 1))
  }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let count = leftPlaces.count
    parallelFor(batch * count, threads: workspaces.count) { matrix in
      let (picture, index) = matrix.quotientAndRemainder(dividingBy: count)
      gemm(
        rows: rows, columns: columns, depth: depth,
        a: left.values(inputs, picture: picture) + leftPlaces[index] * rows * depth, aStride: depth,
        b: right.values(inputs, picture: picture) + rightPlaces[index] * depth * columns,
        bStride: columns, c: output.pointer + matrix * rows * columns, cStride: columns,
        accumulate: false)
    }
  }
}
