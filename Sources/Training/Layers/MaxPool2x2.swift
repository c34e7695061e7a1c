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
    let outputShape = outputShape
    eachRow(batch: input.batch, threads: pass.threads) { upper, lower, row in
      let (channels, width) = (outputShape.channels, outputShape.width)
      let (top, bottom) = (input.pointer + upper, input.pointer + lower)
      let pooled = result.pointer + row
      for x in 0..<width {
        let (first, target) = (2 * x * channels, pooled + x * channels)
        for channel in first..<(first + channels) {
          let left = top[channel] > bottom[channel] ? top[channel] : bottom[channel]
          let (a, b) = (top[channel + channels], bottom[channel + channels])
          let right = a > b ? a : b
          target[channel - first] = left > right ? left : right
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
    if inputShape.height % 2 == 1 || inputShape.width % 2 == 1 {
      result.pointer.update(repeating: 0, count: result.count)
    }
    let outputShape = outputShape
    eachRow(batch: gradient.batch, threads: pass.threads) { upper, lower, row in
      let (channels, width) = (outputShape.channels, outputShape.width)
      let (top, bottom) = (input.pointer + upper, input.pointer + lower)
      let (topSlope, bottomSlope) = (result.pointer + upper, result.pointer + lower)
      let rowSlopes = gradient.pointer + row
      if channels % 8 == 0 {
        return NetworkKernels.best.maxPoolGradientRow(
          width, channels, top, bottom, rowSlopes, topSlope, bottomSlope)
      }
      for x in 0..<width {
        let (first, slopes) = (2 * x * channels, rowSlopes + x * channels)
        for channel in first..<(first + channels) {
          let (a, b) = (top[channel], top[channel + channels])
          let (c, d) = (bottom[channel], bottom[channel + channels])
          let slope = slopes[channel - first]
          let isA = a >= b && a >= c && a >= d
          let isB = !isA && b >= c && b >= d
          let isC = !isA && !isB && c >= d
          topSlope[channel] = isA ? slope : 0
          topSlope[channel + channels] = isB ? slope : 0
          bottomSlope[channel] = isC ? slope : 0
          bottomSlope[channel + channels] = isA || isB || isC ? 0 : slope
        }
      }
    }
    return result
  }

  /// Calls `body` for each row of the result with where its two input rows and it begin.
  private func eachRow(
    batch: Int, threads: Int,
    _ body: @Sendable (_ upper: Int, _ lower: Int, _ result: Int) -> Void
  ) {
    let (inputShape, outputShape) = (inputShape, outputShape)
    let line = inputShape.width * inputShape.channels
    parallelFor(batch * outputShape.height, threads: threads) { row in
      let (picture, y) = (row / outputShape.height, row % outputShape.height)
      let upper = picture * inputShape.count + 2 * y * line
      body(upper, upper + line, row * outputShape.width * outputShape.channels)
    }
  }

  package func export(from input: String, to graph: inout Graph) -> String {
    graph.append(
      "MaxPool", name, [input], ["kernel_shape": .ints([2, 2]), "strides": .ints([2, 2])])
  }
}
