import Kernels

/// A model made ready to run: checked, planned, its memory allocated once for a batch size.
///
/// One thread uses a session; inside it, the work is spread over its own threads.
package final class InferenceSession {
  /// [channels, height, width] of one input picture.
  package let inputShape: [Int]
  /// Shape of one picture's result: [classes].
  package let outputShape: [Int]
  /// Multiply-adds of the matrix products for one picture.
  package let multiplyAdds: Int
  private let model: String
  private let plan: Plan
  private let input = FloatBuffer()
  private let values: [FloatBuffer]
  private let workspaces: [FloatBuffer]

  /// - Parameters:
  ///   - graph: a model with one input of fixed size, [batch, …].
  ///   - threads: greatest number of threads, 1 or more.
  /// - Throws: `NeuralNetworkError` naming the node that cannot be run.
  package init(graph: Graph, threads: Int) throws {
    precondition(threads >= 1, "threads must be 1 or more, not \(threads)")
    plan = try Plan(graph)
    model = graph.name
    inputShape = plan.inputShape
    outputShape =
      plan.outputStep < 0 ? inputShape : plan.steps[plan.outputStep].operation.outputShape
    multiplyAdds = plan.steps.reduce(0) { $0 + $1.operation.multiplyAdds }
    values = plan.steps.map { _ in FloatBuffer() }
    workspaces = (0..<threads).map { _ in FloatBuffer() }
  }

  /// Runs the model on a batch.
  ///
  /// - Parameter tensor: [batch, channels, height, width] as the model wants its values; ours want
  ///   gray levels 0-255.
  /// - Returns: [batch, classes]: probabilities, in the order of the labels.
  package func run(_ tensor: Tensor) throws -> Tensor {
    guard tensor.shape.dropFirst().elementsEqual(inputShape), let batch = tensor.shape.first,
      batch > 0
    else {
      throw NeuralNetworkError.wrongInput(
        model: model, expected: "[batch, \(inputShape.map(String.init).joined(separator: ", "))]",
        found: tensor.shape)
    }
    input.reserve(tensor.values.count)
    input.pointer.update(from: tensor.values, count: tensor.values.count)
    for (index, step) in plan.steps.enumerated() {
      values[index].reserve(batch * step.operation.outputCount)
      step.operation.run(
        step.inputs.map(buffer), values[index], batch: batch, workspaces: workspaces)
    }
    let count = batch * outputShape.reduce(1, *)
    let output = UnsafeBufferPointer(start: buffer(plan.outputStep).pointer, count: count)
    return Tensor(shape: [batch] + outputShape, values: Array(output))
  }

  private func buffer(_ value: Int) -> FloatBuffer { value < 0 ? input : values[value] }
}
