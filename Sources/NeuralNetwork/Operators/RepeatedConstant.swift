import Kernels

/// The same values for each picture: a constant that is expanded to the batch.
struct RepeatedConstant: Operation {
  let outputShape: [Int]
  private let values: FloatBuffer

  /// Expand of a constant, or ConstantOfShape, to a shape whose first size is the batch.
  ///
  /// - Parameter shape: such a shape.
  init(_ constant: Tensor, to shape: [Size], _ context: NodeContext) throws {
    let rest = shape.dropFirst().map { $0.number ?? -1 }
    guard shape.first == .batch, rest.allSatisfy({ $0 >= 0 }) else {
      throw context.mixesBatch("a shape \(shape)")
    }
    let constantShape =
      constant.shape.count == shape.count ? Array(constant.shape.dropFirst()) : constant.shape
    guard constant.shape.count < shape.count || constant.shape.first == 1,
      let result = BroadcastRuns.shape(of: [constantShape, Array(rest)]), result.count == rest.count
    else { throw context.mixesBatch("a constant \(constant.shape) for \(shape)") }
    outputShape = try context.positive(result)
    let places = BroadcastRuns([constantShape, outputShape]).places(of: 0)
    values = FloatBuffer(places.map { constant.values[$0] })
  }

  var tableCount: Int { values.count }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    // SAFETY: a picture's result has as many values as were repeated.
    for picture in 0..<batch {
      (output.pointer + picture * outputCount).update(
        from: UnsafePointer(values.pointer), count: outputCount)
    }
  }
}
