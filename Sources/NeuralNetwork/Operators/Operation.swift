import Kernels

/// One step of the plan: from the values of some inputs to those of one output.
///
/// Dimension 0 is the batch and passes through every operation unchanged; shapes here are those
/// of one picture, without it.
protocol Operation: Sendable {
  /// Shape of one picture's result.
  var outputShape: [Int] { get }

  /// Multiply-adds for one picture; 0 where it is none of the matrix products.
  var multiplyAdds: Int { get }

  /// Weights that a run reads, as many values as they are stored in; 0 where they are few.
  var weightCount: Int { get }

  /// Entries of tables as long as a picture's values, which count towards what a plan may hold.
  var tableCount: Int { get }

  /// Computes a batch.
  ///
  /// - Parameters:
  ///   - inputs: each [batch, …] of the shapes that the operation was made for.
  ///   - output: [batch, …] of ``outputShape``.
  ///   - workspaces: one buffer a thread, grown as needed; as many threads may be used.
  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer])
}

extension Operation {
  var multiplyAdds: Int { 0 }
  var weightCount: Int { 0 }
  var tableCount: Int { 0 }
  /// Values of one picture's result.
  var outputCount: Int { outputShape.reduce(1, *) }
}
