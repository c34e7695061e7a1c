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
  /// The result of each step, and what goes into it.
  private let values: [FloatBuffer]
  private let inputs: [[FloatBuffer]]
  private let output: FloatBuffer
  private let workspaces: [FloatBuffer]
  private let leading: LeadingSteps
  /// Pictures that go through together; larger batches are cut, so that their memory is bounded.
  private let sliceCount: Int

  /// - Parameters:
  ///   - graph: a model with one input of fixed size, [batch, …].
  ///   - threads: greatest number of threads, 1 or more.
  ///   - kernels: the innermost loops to use; tests choose others than the best.
  /// - Throws: `NeuralNetworkError` naming the node that cannot be run.
  package init(
    graph: Graph, threads: Int, kernels: NetworkKernels = .best
  ) throws {
    precondition(threads >= 1, "threads must be 1 or more, not \(threads)")
    let (plan, input) = (try Plan(graph, kernels: kernels), self.input)
    let values = plan.steps.map { _ in FloatBuffer() }
    func buffer(_ value: Int) -> FloatBuffer { value < 0 ? input : values[value] }
    self.plan = plan
    self.values = values
    inputs = plan.steps.map { $0.inputs.map(buffer) }
    output = buffer(plan.outputStep)
    model = graph.name
    inputShape = plan.inputShape
    outputShape =
      plan.outputStep < 0 ? inputShape : plan.steps[plan.outputStep].operation.outputShape
    multiplyAdds = plan.steps.reduce(0) { sum, step in
      let next = sum.addingReportingOverflow(step.operation.multiplyAdds)
      return next.overflow ? .max : next.partialValue
    }
    let workspaces = (0..<threads).map { _ in FloatBuffer() }
    self.workspaces = workspaces
    leading = LeadingSteps(of: plan, workspaces: workspaces)
    sliceCount = max(1, min(64, Plan.maximumCount / max(plan.valueCount, 1)))
  }

  /// Runs the model on a batch.
  ///
  /// - Parameter tensor: [batch, channels, height, width] as the model wants its values; ours want
  ///   gray levels 0-255.
  /// - Returns: [batch, classes]: probabilities, in the order of the labels.
  /// - Throws: `NeuralNetworkError.wrongInput` where the shape is another one.
  package func run(_ tensor: Tensor) throws -> Tensor {
    var result = Tensor(shape: [0], values: [])
    try run(tensor, into: &result)
    return result
  }

  /// As ``run(_:)``, into a tensor that was a result before: allocates nothing where the batch is as
  /// large as then.
  package func run(_ tensor: Tensor, into result: inout Tensor) throws {
    guard tensor.shape.dropFirst().elementsEqual(inputShape), let batch = tensor.shape.first,
      batch > 0
    else {
      throw NeuralNetworkError.wrongInput(
        model: model, expected: "[batch, \(inputShape.map(String.init).joined(separator: ", "))]",
        found: tensor.shape)
    }
    let (inputCount, outputCount) = (inputShape.reduce(1, *), outputShape.reduce(1, *))
    if result.shape.first != batch || !result.shape.dropFirst().elementsEqual(outputShape) {
      result = Tensor(
        shape: [batch] + outputShape, values: [Float](repeating: 0, count: batch * outputCount))
    }
    for first in stride(from: 0, to: batch, by: sliceCount) {
      let count = min(sliceCount, batch - first)
      input.reserve(count * inputCount)
      // SAFETY: pictures first..<first + count lie within the tensor and the result, whose shapes
      // were checked.
      tensor.values.withUnsafeBufferPointer { source in
        guard let base = source.baseAddress else { return }
        input.pointer.update(from: base + first * inputCount, count: count * inputCount)
      }
      runSteps(batch: count)
      result.values.withUnsafeMutableBufferPointer { target in
        guard let base = target.baseAddress else { return }
        (base + first * outputCount).update(from: output.pointer, count: count * outputCount)
      }
    }
  }

  private func runSteps(batch: Int) {
    var first = 0
    if leading.suit(batch: batch) {
      leading.run(
        batch: batch, input: input, inputCount: inputShape.reduce(1, *), into: values)
      first = leading.count
    }
    for (index, step) in plan.steps.enumerated().dropFirst(first) {
      values[index].reserve(batch * step.operation.outputCount)
      step.operation.run(inputs[index], values[index], batch: batch, workspaces: workspaces)
    }
  }
}
