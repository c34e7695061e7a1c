import Foundation
import Kernels

/// Adam (Kingma and Ba 2015), with bias correction; epsilon 1e-7 outside the root, as in Keras. With
/// a weight decay it is AdamW (Loshchilov and Hutter 2019).
package final class Adam: Optimizer {
  package var learningRate: Float
  private let weightDecay: Float
  private let beta1: Float = 0.9
  private let beta2: Float = 0.999
  private let epsilon: Float = 1e-7
  private var step = 0
  private let parameters: [Parameter]
  private let firstMoments: [FloatBuffer]
  private let secondMoments: [FloatBuffer]

  /// - Parameter weightDecay: what a step takes off matrices and kernels, as a share of the learning
  ///   rate; biases and what has one value a channel keep theirs.
  package init(_ parameters: [Parameter], learningRate: Float, weightDecay: Float = 0) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    firstMoments = parameters.map { FloatBuffer(count: $0.count) }
    secondMoments = parameters.map { FloatBuffer(count: $0.count) }
  }

  package func update(threads: Int) {
    step += 1
    let correction1 = 1 - pow(beta1, Float(step))
    let correction2 = 1 - pow(beta2, Float(step))
    let rate = learningRate * correction2.squareRoot() / correction1
    let scaledEpsilon = epsilon * correction2.squareRoot()
    let (parameters, beta1, beta2) = (parameters, beta1, beta2)
    let (decayed, firstMoments, secondMoments) = (
      1 - learningRate * weightDecay, firstMoments, secondMoments
    )
    eachPiece(of: firstMoments, threads: threads) { index, range in
      let parameter = parameters[index]
      let (values, gradient) = (parameter.values.pointer, parameter.gradient.pointer)
      let kept = parameter.decays ? decayed : 1
      let (first, second) = (firstMoments[index].pointer, secondMoments[index].pointer)
      for position in range {
        let slope = gradient[position]
        first[position] += (1 - beta1) * (slope - first[position])
        second[position] += (1 - beta2) * (slope * slope - second[position])
        values[position] =
          values[position] * kept
          - rate * first[position] / (second[position].squareRoot() + scaledEpsilon)
      }
    }
  }

  package var state: (step: Int, moments: [[Float]]) {
    get { (step, (firstMoments + secondMoments).map(\.values)) }
    set {
      step = newValue.step
      for (buffer, values) in zip(firstMoments + secondMoments, newValue.moments) {
        buffer.values = values
      }
    }
  }
}
