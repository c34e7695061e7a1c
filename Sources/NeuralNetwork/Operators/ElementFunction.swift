import Kernels

/// A function of each value on its own, of those that networks use less often than the ones of
/// ``Activation``.
struct ElementFunction: Operation {
  enum Function: Sendable, Equatable {
    case absolute, ceiling, cosine, erf, exponential, floor, logarithm, negation, reciprocal
    case round, sign, sine, softplus, softsign, squareRoot
    /// `x * min(max(x / 6 + 1 / 2, 0), 1)` (Howard et al. 2019).
    case hardSwish
    /// `x * tanh(ln(1 + exp(x)))` (Misra 2019).
    case mish
    /// `x / 2 * (1 + erf(x / sqrt(2)))` (Hendrycks and Gimpel 2016).
    case gelu
    /// The same by tanh.
    case geluByTanh
    /// `min(max(alpha * x + beta, 0), 1)`
    case hardSigmoid(alpha: Float, beta: Float)
    /// `gamma * (x > 0 ? x : alpha * (exp(x) - 1))` (Klambauer et al. 2017).
    case selu(alpha: Float, gamma: Float)
    /// `max(x, 0) + min(alpha * (exp(x / alpha) - 1), 0)` (Barron 2017).
    case celu(alpha: Float)
    /// x where it is greater than alpha, else 0.
    case thresholdedRelu(alpha: Float)
    case power(Float)
  }

  let outputShape: [Int]
  let function: Function

  init(outputShape: [Int], function: Function) {
    self.outputShape = outputShape
    self.function = function
  }

  /// The operation of a node with one input; nil where its operator is none of these.
  init?(_ context: NodeContext) throws {
    guard let function = try Function(context) else { return nil }
    self.init(outputShape: try context.shape(0), function: function)
  }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let input = inputs[0]
    parallelChunks(batch * outputCount, threads: workspaces.count) { _, range in
      // SAFETY: the range lies within batch * outputCount, to which both buffers were sized.
      function.apply(
        UnsafePointer(input.pointer + range.lowerBound),
        into: output.pointer + range.lowerBound, count: range.count)
    }
  }
}
