import Kernels
import NeuralNetwork

/// The mean of each channel (Lin et al. 2014): [height, width, channels] to [channels].
package final class GlobalAveragePool: TrainableLayer {
  package let name: String
  package let outputShape: FeatureShape
  private let inputShape: FeatureShape
  private let output = FloatBuffer()
  private let inputGradient = FloatBuffer()

  package init(_ name: String, input: FeatureShape) {
    self.name = name
    inputShape = input
    outputShape = FeatureShape(channels: input.channels)
  }

  package func forward(_ input: FeatureMap, _ pass: Pass) -> FeatureMap {
    let result = FeatureMap(outputShape, batch: input.batch, storage: output)
    let (area, channels) = (inputShape.area, inputShape.channels)
    parallelFor(input.batch, threads: pass.threads) { picture in
      let (source, target) = (input.picture(picture), result.picture(picture))
      target.update(repeating: 0, count: channels)
      for pixel in 0..<area {
        let pixel = source + pixel * channels
        for channel in 0..<channels { target[channel] += pixel[channel] }
      }
      for channel in 0..<channels { target[channel] /= Float(area) }
    }
    return result
  }

  package func backward(
    _ gradient: FeatureMap, _ pass: Pass, wanted: WantedGradients
  ) -> FeatureMap {
    let result = FeatureMap(inputShape, batch: gradient.batch, storage: inputGradient)
    let (area, channels) = (inputShape.area, inputShape.channels)
    parallelFor(gradient.batch, threads: pass.threads) { picture in
      let (source, target) = (gradient.picture(picture), result.picture(picture))
      for pixel in 0..<area {
        let pixel = target + pixel * channels
        for channel in 0..<channels { pixel[channel] = source[channel] / Float(area) }
      }
    }
    return result
  }

  package func export(from input: String, to graph: inout Graph) -> String {
    let mean = graph.append("GlobalAveragePool", name, [input])
    return graph.append("Flatten", "\(name).flatten", [mean], ["axis": .int(1)])
  }
}
