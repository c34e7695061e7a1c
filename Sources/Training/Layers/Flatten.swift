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
    let (area, batch) = (inputShape.area, input.batch)
    parallelFor(inputShape.channels, threads: pass.threads) { channel in
      let (source, target) = (input.channel(channel), result.channel(channel * area))
      for picture in 0..<batch {
        for position in 0..<area {
          target[position * batch + picture] = source[picture * area + position]
        }
      }
    }
    return result
  }

  package func backward(
    _ gradient: FeatureMap, _ pass: Pass, wanted: WantedGradients
  ) -> FeatureMap {
    let result = FeatureMap(inputShape, batch: gradient.batch, storage: inputGradient)
    let (area, batch) = (inputShape.area, gradient.batch)
    parallelFor(inputShape.channels, threads: pass.threads) { channel in
      let (source, target) = (gradient.channel(channel * area), result.channel(channel))
      for picture in 0..<batch {
        for position in 0..<area {
          target[picture * area + position] = source[position * batch + picture]
        }
      }
    }
    return result
  }

  package func export(from input: String, to graph: inout Graph) -> String {
    graph.append("Flatten", name, [input], ["axis": .int(1)])
  }
}
