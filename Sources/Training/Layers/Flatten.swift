import Kernels
import NeuralNetwork

/// Every value of a picture as a channel of its own, in the order channel, row, column, as ONNX's
/// Flatten gives them.
package final class Flatten: TrainableLayer {
  package let name: String
  package let outputShape: FeatureShape
  private let inputShape: FeatureShape
  private let output = FloatBuffer()
  private let inputGradient = FloatBuffer()

  package init(_ name: String, input: FeatureShape) {
    self.name = name
    inputShape = input
    outputShape = FeatureShape(channels: input.count)
  }

  package func forward(_ input: FeatureMap, _ pass: Pass) -> FeatureMap {
    let result = FeatureMap(outputShape, batch: input.batch, storage: output)
    let (area, channels) = (inputShape.area, inputShape.channels)
    parallelFor(input.batch, threads: pass.threads) { picture in
      let (source, target) = (input.picture(picture), result.picture(picture))
      for pixel in 0..<area {
        for channel in 0..<channels {
          target[channel * area + pixel] = source[pixel * channels + channel]
        }
      }
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
        for channel in 0..<channels {
          target[pixel * channels + channel] = source[channel * area + pixel]
        }
      }
    }
    return result
  }

  package func export(from input: String, to graph: inout Graph) -> String {
    graph.append("Flatten", name, [input], ["axis": .int(1)])
  }
}
