import Foundation
import Kernels

/// Changes parameters by their gradients, a step a batch.
package protocol Optimizer: AnyObject {
  /// Step size of the next update.
  var learningRate: Float { get set }
  /// Changes every parameter by its gradient.
  ///
  /// - Parameter threads: greatest number to use; the result is the same for any.
  func update(threads: Int)
  /// Steps so far, and what is remembered of their gradients, in an order of the optimiser's own;
  /// for resuming.
  var state: (step: Int, moments: [[Float]]) { get set }
}

/// Runs a loop over all values of tensors, in pieces on several threads.
///
/// - Parameter body: gets the tensor's number and a range of its values; any order, at the same time.
func eachPiece(
  of tensors: [FloatBuffer], threads: Int,
  _ body: @Sendable (_ tensor: Int, _ range: Range<Int>) -> Void
) {
  let length = 32_768
  let pieces = tensors.enumerated().flatMap { number, tensor in
    stride(from: 0, to: tensor.count, by: length).map {
      (number, $0..<min($0 + length, tensor.count))
    }
  }
  parallelFor(pieces.count, threads: threads) { body(pieces[$0].0, pieces[$0].1) }
}

extension Parameter {
  /// Whether weight decay acts on it: on matrices and kernels, not on biases and what has one value
  /// a channel.
  var decays: Bool { shape.count > 1 }
}

/// Scales all gradients down so that their common Euclidean norm is at most `limit` (Pascanu et al.
/// 2013).
///
/// - Returns: the norm before.
@discardableResult
package func clipGradients(of parameters: [Parameter], to limit: Double) -> Double {
  var sum = 0.0
  for parameter in parameters {
    let gradient = parameter.gradient.pointer
    for index in 0..<parameter.count { sum += Double(gradient[index]) * Double(gradient[index]) }
  }
  let norm = sum.squareRoot()
  guard norm > limit else { return norm }
  // As PyTorch has it.
  let factor = Float(limit / (norm + 1e-6))
  for parameter in parameters {
    let gradient = parameter.gradient.pointer
    for index in 0..<parameter.count { gradient[index] *= factor }
  }
  return norm
}
