import Kernels
import NeuralNetwork

/// Batch normalisation (Ioffe and Szegedy 2015): `gamma * (x - mean) / sqrt(variance + epsilon) +
/// beta` for each channel; in training over the batch, in evaluation by running averages.
///
/// As in Keras: epsilon 0.001, `running = 0.99 * running + 0.01 * batch`, the biased variance in
/// both places (PyTorch's running variance is the unbiased one).
package final class BatchNorm: TrainableLayer {
  package let name: String
  package let outputShape: FeatureShape
  package let parameters: [Parameter]
  package let statistics: [Parameter]
  private let epsilon: Float = 1e-3
  private let momentum: Float = 0.99
  private let output = FloatBuffer()
  private let inputGradient = FloatBuffer()
  private let means: FloatBuffer
  private let inverseDeviations: FloatBuffer
  private var input: FeatureMap?

  package init(_ name: String, input: FeatureShape) {
    self.name = name
    outputShape = input
    let count = input.channels
    parameters = [
      Parameter(
        name: "\(name).gamma", shape: [count], values: [Float](repeating: 1, count: count)),
      Parameter(name: "\(name).beta", shape: [count], values: [Float](repeating: 0, count: count)),
    ]
    statistics = [
      Parameter(name: "\(name).mean", shape: [count], values: [Float](repeating: 0, count: count)),
      Parameter(
        name: "\(name).variance", shape: [count], values: [Float](repeating: 1, count: count)),
    ]
    means = FloatBuffer(count: count)
    inverseDeviations = FloatBuffer(count: count)
  }

  package func forward(_ input: FeatureMap, _ pass: Pass) -> FeatureMap {
    self.input = input
    let result = FeatureMap(outputShape, batch: input.batch, storage: output)
    let length = input.channelStride
    let (gamma, beta) = (parameters[0].values, parameters[1].values)
    let (runningMean, runningVariance) = (statistics[0].values, statistics[1].values)
    let (means, inverseDeviations) = (means, inverseDeviations)
    let (epsilon, momentum, mode) = (epsilon, momentum, pass.mode)
    parallelFor(outputShape.channels, threads: pass.threads) { channel in
      let source = input.channel(channel)
      var mean = runningMean.pointer[channel]
      var variance = runningVariance.pointer[channel]
      if mode != .evaluation {
        mean = vectorSum(source, count: length) / Float(length)
        variance = vectorSquaredDistance(source, center: mean, count: length) / Float(length)
        runningMean.pointer[channel] += (1 - momentum) * (mean - runningMean.pointer[channel])
        runningVariance.pointer[channel] +=
          (1 - momentum) * (variance - runningVariance.pointer[channel])
      }
      let inverse = 1 / (variance + epsilon).squareRoot()
      means.pointer[channel] = mean
      inverseDeviations.pointer[channel] = inverse
      let scale = gamma.pointer[channel] * inverse
      let shift = beta.pointer[channel] - mean * scale
      let target = result.channel(channel)
      for index in 0..<length { target[index] = source[index] * scale + shift }
    }
    return result
  }

  package func backward(
    _ gradient: FeatureMap, _ pass: Pass, wanted: WantedGradients
  ) -> FeatureMap {
    guard let input else { preconditionFailure("\(name): backward before forward") }
    let result = FeatureMap(outputShape, batch: gradient.batch, storage: inputGradient)
    let length = gradient.channelStride
    let (gamma, gammaGradient) = (parameters[0].values, parameters[0].gradient)
    let betaGradient = parameters[1].gradient
    let (means, inverseDeviations) = (means, inverseDeviations)
    parallelFor(outputShape.channels, threads: pass.threads) { channel in
      let (source, slope) = (input.channel(channel), gradient.channel(channel))
      let (mean, inverse) = (means.pointer[channel], inverseDeviations.pointer[channel])
      let slopeSum = vectorSum(slope, count: length)
      // Sum of slope * normalised input, without storing the normalised input.
      let normalisedSum =
        (vectorDot(slope, source, count: length) - mean * slopeSum) * inverse
      gammaGradient.pointer[channel] = normalisedSum
      betaGradient.pointer[channel] = slopeSum
      let scale = gamma.pointer[channel] * inverse
      let perInput = normalisedSum * inverse / Float(length)
      let constant = slopeSum / Float(length) - mean * perInput
      let target = result.channel(channel)
      for index in 0..<length {
        target[index] = scale * (slope[index] - constant - source[index] * perInput)
      }
    }
    return result
  }

  package func export(from input: String, to graph: inout Graph) -> String {
    for parameter in parameters + statistics { graph.add(parameter) }
    return graph.append(
      "BatchNormalization", name, [input] + (parameters + statistics).map(\.name),
      ["epsilon": .float(epsilon)])
  }
}
