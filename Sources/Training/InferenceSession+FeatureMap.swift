import NeuralNetwork

extension InferenceSession {
  /// What a model says of a batch of gray pictures [batch, height, width, 1].
  ///
  /// - Returns: [picture][class].
  /// - Throws: the engine's errors.
  package func probabilities(of input: FeatureMap) throws -> [[Float]] {
    precondition(input.shape.channels == 1, "\(input.shape)")
    // One channel: [batch, height, width, 1] and [batch, 1, height, width] are the same memory.
    let output = try run(
      Tensor(
        shape: [input.batch, 1, input.shape.height, input.shape.width], values: input.values))
    let classes = output.values.count / input.batch
    return stride(from: 0, to: output.values.count, by: classes).map { first in
      Array(output.values[first..<(first + classes)])
    }
  }
}
