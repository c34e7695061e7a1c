import Kernels
import NeuralNetwork

/// Batch normalisation (Ioffe and Szegedy 2015): `gamma * (x - mean) / sqrt(variance + epsilon) +
/// beta` for each channel; in training over the batch, in evaluation by running averages.
///
/// As in Keras: epsilon 0.001, `running = 0.99 * running + 0.01 * batch`, the biased variance in
/// both places (PyTorch's running variance is the unbiased one).
package final class BatchNorm: TrainableLayer {
  /// What the layer does for a neighbour so that the values go through memory once.
  package enum Rectification: Sendable {
    case none
    /// The layer in front has applied ReLU to its result and leaves its derivative to this one.
    case before
  }

  package let name: String
  package let outputShape: FeatureShape
  package let parameters: [Parameter]
  package let statistics: [Parameter]
  private let rectification: Rectification
  private let epsilon: Float = 1e-3
  private let momentum: Float = 0.99
  private let output = FloatBuffer()
  private let slopeSums: FloatBuffer
  private let factors: FloatBuffer
  private var means: [Float]
  private var inverseDeviations: [Float]
  private var input: FeatureMap?

  package init(_ name: String, input: FeatureShape, rectification: Rectification = .none) {
    self.name = name
    self.rectification = rectification
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
    factors = FloatBuffer(count: 3 * count)
    slopeSums = FloatBuffer(count: count)
    means = [Float](repeating: 0, count: count)
    inverseDeviations = means
  }

  package func forward(_ input: FeatureMap, _ pass: Pass) -> FeatureMap {
    self.input = input
    let result = FeatureMap(outputShape, batch: input.batch, storage: output)
    let channels = outputShape.channels
    let loops = ChannelLoops(channels: channels, threads: pass.threads)
    if pass.mode != .evaluation {
      updateStatistics(loops.sums(of: input.storage, rows: input.pixels), rows: input.pixels)
    } else {
      means = statistics[0].values.values
      inverseDeviations = statistics[1].values.values.map { 1 / ($0 + epsilon).squareRoot() }
    }
    for channel in 0..<channels {
      let scale = parameters[0].values.pointer[channel] * inverseDeviations[channel]
      factors.pointer[channel] = scale
      factors.pointer[channels + channel] =
        parameters[1].values.pointer[channel] - means[channel] * scale
    }
    loops.scale(input.storage, by: factors, rows: input.pixels, into: result.storage)
    return result
  }

  /// The batch's mean and deviation of each channel, and the running ones moved towards them.
  private func updateStatistics(_ sums: [Double], rows: Int) {
    let (runningMean, runningVariance) = (statistics[0].values, statistics[1].values)
    let channels = outputShape.channels
    for channel in 0..<channels {
      let mean = sums[channel] / Double(rows)
      let variance = Float(max(0, sums[channels + channel] / Double(rows) - mean * mean))
      means[channel] = Float(mean)
      inverseDeviations[channel] = 1 / (variance + epsilon).squareRoot()
      runningMean.pointer[channel] +=
        (1 - momentum) * (Float(mean) - runningMean.pointer[channel])
      runningVariance.pointer[channel] +=
        (1 - momentum) * (variance - runningVariance.pointer[channel])
    }
  }

  /// In place on `gradient`.
  package func backward(
    _ gradient: FeatureMap, _ pass: Pass, wanted: WantedGradients
  ) -> FeatureMap {
    guard let input else { preconditionFailure("\(name): backward before forward") }
    let (channels, rows) = (outputShape.channels, gradient.pixels)
    let loops = ChannelLoops(channels: channels, threads: pass.threads)
    let sums = loops.slopeSums(gradient.storage, input.storage, rows: rows)
    for channel in 0..<channels {
      let (slopeSum, productSum) = (sums[channel], sums[channels + channel])
      let (mean, inverse) = (Double(means[channel]), Double(inverseDeviations[channel]))
      // Sum of slope * normalised input, without storing the normalised input.
      let normalizedSum = (productSum - mean * slopeSum) * inverse
      parameters[0].gradient.pointer[channel] = Float(normalizedSum)
      parameters[1].gradient.pointer[channel] = Float(slopeSum)
      let scale = Double(parameters[0].values.pointer[channel]) * inverse
      let perValue = normalizedSum * inverse / Double(rows)
      factors.pointer[channel] = Float(scale)
      factors.pointer[channels + channel] = Float(-scale * perValue)
      factors.pointer[2 * channels + channel] = Float(
        -scale * (slopeSum / Double(rows) - mean * perValue))
    }
    let totals = loops.normalizationGradient(
      gradient.storage, input.storage, factors: factors,
      isRectified: rectification == .before ? 1 : 0, rows: rows)
    guard rectification == .before else { return gradient }
    // For the bias of the convolution in front.
    slopeSums.values = totals.map { Float($0) }
    var result = gradient
    result.channelSums = slopeSums
    return result
  }

  package func export(from input: String, to graph: inout Graph) -> String {
    for parameter in parameters + statistics { graph.add(parameter) }
    return graph.append(
      "BatchNormalization", name, [input] + (parameters + statistics).map(\.name),
      ["epsilon": .float(epsilon)])
  }
}
