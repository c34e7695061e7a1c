extension Recipe {
  /// The optimiser that the recipe asks for.
  package func makeOptimizer(_ parameters: [Parameter]) -> any Optimizer {
    switch optimizer {
    case .adam:
      Adam(parameters, learningRate: Float(learningRate), weightDecay: Float(weightDecay))
    case .sgd:
      SGD(
        parameters, learningRate: Float(learningRate), momentum: Float(momentum),
        isNesterov: nesterov, weightDecay: Float(weightDecay))
    }
  }
}
