import Kernels
import NeuralNetwork

/// The greatest of each 2x2 block, stride 2; a last odd row or column is left out, as Keras'
/// `padding="valid"` does.
package final class MaxPool2x2: TrainableLayer {
  package let name: String
  package let outputShape: FeatureShape
  private let inputShape: FeatureShape
  private let output = FloatBuffer()
  private let inputGradient = FloatBuffer()
  private var input: FeatureMap?

  package init(_ name: String, input: FeatureShape) {
    precondition(input.height > 1 && input.width > 1, "\(name): nothing to pool in \(input)")
    self.name = name
    inputShape = input
    outputShape = FeatureShape(
      channels: input.channels, height: input.height / 2, width: input.width / 2)
  }

  package func forward(_ input: FeatureMap, _ pass: Pass) -> FeatureMap {
    self.input = input
    let result = FeatureMap(outputShape, batch: input.batch, storage: output)
    let (inputShape, outputShape) = (inputShape, outputShape)
    parallelFor(outputShape.channels, threads: pass.threads) { channel in
      for picture in 0..<input.batch {
        let source = input.channel(channel) + picture * inputShape.area
        let target = result.channel(channel) + picture * outputShape.area
        for y in 0..<outputShape.height {
          let upper = source + 2 * y * inputShape.width
          let lower = upper + inputShape.width
          for x in 0..<outputShape.width {
            let top = upper[2 * x] > upper[2 * x + 1] ? upper[2 * x] : upper[2 * x + 1]
            let bottom = lower[2 * x] > lower[2 * x + 1] ? lower[2 * x] : lower[2 * x + 1]
            target[y * outputShape.width + x] = top > bottom ? top : bottom
          }
        }
      }
    }
    return result
  }

  /// The slope goes to the block's greatest value, the first of equal ones.
  package func backward(
    _ gradient: FeatureMap, _ pass: Pass, wanted: WantedGradients
  ) -> FeatureMap {
    guard let input else { preconditionFailure("\(name): backward before forward") }
    let result = FeatureMap(inputShape, batch: gradient.batch, storage: inputGradient)
    let (inputShape, outputShape) = (inputShape, outputShape)
    let width = inputShape.width
    parallelFor(outputShape.channels, threads: pass.threads) { channel in
      result.channel(channel).update(repeating: 0, count: result.channelStride)
      for picture in 0..<gradient.batch {
        let source = input.channel(channel) + picture * inputShape.area
        let target = result.channel(channel) + picture * inputShape.area
        let slope = gradient.channel(channel) + picture * outputShape.area
        for y in 0..<outputShape.height {
          for x in 0..<outputShape.width {
            let first = 2 * y * width + 2 * x
            var best = first
            if source[first + 1] > source[best] { best = first + 1 }
            if source[first + width] > source[best] { best = first + width }
            if source[first + width + 1] > source[best] { best = first + width + 1 }
            target[best] = slope[y * outputShape.width + x]
          }
        }
      }
    }
    return result
  }

  package func export(from input: String, to graph: inout Graph) -> String {
    graph.append(
      "MaxPool", name, [input], ["kernel_shape": .ints([2, 2]), "strides": .ints([2, 2])])
  }
}
