import Kernels

/// Stochastic gradient descent with momentum (Sutskever et al. 2013), as PyTorch has it: the weight
/// decay is part of the gradient, and the step is the learning rate times the momentum buffer.
package final class SGD: Optimizer {
  package var learningRate: Float
  private let momentum: Float
  private let isNesterov: Bool
  private let weightDecay: Float
  private var step = 0
  private let parameters: [Parameter]
  private let buffers: [FloatBuffer]

  /// - Parameters:
  ///   - momentum: share of the last step's direction that the next one keeps, 0 to less than 1.
  ///   - isNesterov: whether the gradient is taken as if that were done already.
  ///   - weightDecay: share of the weights added to their gradient; matrices and kernels only.
  package init(
    _ parameters: [Parameter], learningRate: Float, momentum: Float = 0.9,
    isNesterov: Bool = true, weightDecay: Float = 0
  ) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.momentum = momentum
    self.isNesterov = isNesterov
    self.weightDecay = weightDecay
    buffers = parameters.map { FloatBuffer(count: $0.count) }
  }

  package func update(threads: Int) {
    step += 1
    let (parameters, buffers) = (parameters, buffers)
    let (learningRate, momentum) = (learningRate, momentum)
    let (isNesterov, weightDecay) = (isNesterov, weightDecay)
    eachPiece(of: buffers, threads: threads) { number, range in
      let parameter = parameters[number]
      let (values, gradient) = (parameter.values.pointer, parameter.gradient.pointer)
      let decay = parameter.decays ? weightDecay : 0
      let direction = buffers[number].pointer
      for index in range {
        let slope = gradient[index] + decay * values[index]
        direction[index] = momentum * direction[index] + slope
        values[index] -=
          learningRate * (isNesterov ? slope + momentum * direction[index] : direction[index])
      }
    }
  }

  package var state: (step: Int, moments: [[Float]]) {
    get { (step, buffers.map(\.values)) }
    set {
      step = newValue.step
      for (buffer, values) in zip(buffers, newValue.moments) { buffer.values = values }
    }
  }
}
