import Foundation
import Kernels
import NeuralNetwork
import Randomness

/// Multiplies each channel by a gate that depends on the means of all channels (Hu et al. 2018):
/// `x * sigmoid(W₂ relu(W₁ mean(x)))`, with biases.
package final class SqueezeExcitation: TrainableLayer {
  package let name: String
  package let outputShape: FeatureShape
  private let pool: GlobalAveragePool
  private let squeeze: Conv2D
  private let rectifier: ReLU
  private let excite: Conv2D
  private let output = FloatBuffer()
  private let gates = FloatBuffer()
  private let gateGradient = FloatBuffer()
  private var input: FeatureMap?

  /// - Parameter squeezed: channels of the narrow layer in between.
  package init(_ name: String, input: FeatureShape, squeezed: Int, random: inout SplitMix64) {
    self.name = name
    outputShape = input
    pool = GlobalAveragePool("\(name).mean", input: input)
    let (wide, narrow) = (
      FeatureShape(channels: input.channels), FeatureShape(channels: squeezed)
    )
    squeeze = Conv2D(
      "\(name).squeeze", input: wide, filters: squeezed, kernelSize: 1, random: &random)
    rectifier = ReLU("\(name).relu", input: narrow)
    excite = Conv2D(
      "\(name).excite", input: narrow, filters: input.channels, kernelSize: 1, random: &random)
  }

  private var layers: [any TrainableLayer] { [pool, squeeze, rectifier, excite] }
  package var parameters: [Parameter] { squeeze.parameters + excite.parameters }

  package func forward(_ input: FeatureMap, _ pass: Pass) -> FeatureMap {
    self.input = input
    let scores = layers.reduce(input) { $1.forward($0, pass) }
    let gates = FeatureMap(scores.shape, batch: input.batch, storage: gates)
    for index in 0..<scores.count {
      gates.pointer[index] = 1 / (1 + exp(-scores.pointer[index]))
    }
    let result = FeatureMap(outputShape, batch: input.batch, storage: output)
    let (area, channels) = (outputShape.area, outputShape.channels)
    parallelFor(input.batch, threads: pass.threads) { picture in
      let gate = gates.picture(picture)
      for pixel in 0..<area {
        let source = input.picture(picture) + pixel * channels
        let target = result.picture(picture) + pixel * channels
        for channel in 0..<channels { target[channel] = source[channel] * gate[channel] }
      }
    }
    return result
  }

  /// In place on `gradient`.
  package func backward(
    _ gradient: FeatureMap, _ pass: Pass, wanted: WantedGradients
  ) -> FeatureMap {
    guard let input else { preconditionFailure("\(name): backward before forward") }
    let (area, channels) = (outputShape.area, outputShape.channels)
    let shape = FeatureShape(channels: channels)
    let gates = FeatureMap(shape, batch: input.batch, storage: gates)
    let slopes = FeatureMap(shape, batch: input.batch, storage: gateGradient)
    parallelFor(input.batch, threads: pass.threads) { picture in
      let (gate, slope) = (gates.picture(picture), slopes.picture(picture))
      slope.update(repeating: 0, count: channels)
      for pixel in 0..<area {
        let value = input.picture(picture) + pixel * channels
        let change = gradient.picture(picture) + pixel * channels
        for channel in 0..<channels {
          slope[channel] += value[channel] * change[channel]
          change[channel] *= gate[channel]
        }
      }
      for channel in 0..<channels { slope[channel] *= gate[channel] * (1 - gate[channel]) }
    }
    let means = excite.backward(slopes, pass, wanted: .parametersAndInput)
    let narrow = rectifier.backward(means, pass, wanted: .parametersAndInput)
    let wide = squeeze.backward(narrow, pass, wanted: wanted)
    guard wanted == .parametersAndInput else { return input }
    let perPixel = pool.backward(wide, pass, wanted: wanted)
    parallelChunks(gradient.count, threads: pass.threads) { _, range in
      let (target, more) = (gradient.pointer, perPixel.pointer)
      for index in range { target[index] += more[index] }
    }
    var result = gradient
    result.channelSums = nil
    return result
  }

  package func export(from input: String, to graph: inout Graph) -> String {
    let mean = graph.append("GlobalAveragePool", pool.name, [input])
    let scores = [squeeze, rectifier, excite].reduce(mean) { (value, layer: any TrainableLayer) in
      layer.export(from: value, to: &graph)
    }
    let gate = graph.append("Sigmoid", "\(name).gate", [scores])
    return graph.append("Mul", name, [input, gate])
  }
}
