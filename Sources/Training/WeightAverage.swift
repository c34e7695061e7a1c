import Kernels

/// An exponential moving average of a model's weights and running statistics (Polyak and Juditsky
/// 1992), which usually classifies better than the weights of any one step.
package final class WeightAverage {
  private let tensors: [FloatBuffer]
  private let averages: [FloatBuffer]
  private let decay: Float
  private var steps = 0

  /// - Parameter decay: share of the average that a step keeps, 0 to less than 1. Over the first
  ///   steps it is less, (1 + steps) / (10 + steps), so that the start is soon forgotten.
  package init(of tensors: [Parameter], decay: Float) {
    precondition((0..<1).contains(decay), "decay \(decay)")
    self.tensors = tensors.map(\.values)
    self.decay = decay
    averages = tensors.map { FloatBuffer($0.values.values) }
  }

  /// Moves the average towards the weights, after a step of the optimiser.
  package func update(threads: Int) {
    let share = 1 - min(decay, Float(1 + steps) / Float(10 + steps))
    steps += 1
    let (tensors, averages) = (tensors, averages)
    eachPiece(of: averages, threads: threads) { number, range in
      let (source, target) = (tensors[number].pointer, averages[number].pointer)
      for index in range { target[index] += share * (source[index] - target[index]) }
    }
  }

  /// Puts the averages into the model and its weights aside, or back again.
  package func exchange() {
    for (tensor, average) in zip(tensors, averages) {
      let (a, b) = (tensor.pointer, average.pointer)
      for index in 0..<tensor.count { (a[index], b[index]) = (b[index], a[index]) }
    }
  }

  /// Steps and averages, in the order of the tensors; for resuming.
  package var state: (steps: Int, averages: [[Float]]) {
    get { (steps, averages.map(\.values)) }
    set {
      steps = newValue.steps
      for (buffer, values) in zip(averages, newValue.averages) { buffer.values = values }
    }
  }
}
