import Kernels
import NeuralNetwork
import Randomness

/// A 3x3 convolution of each channel by itself, stride 1, same padding, without bias: with a 1x1
/// convolution behind it a depthwise-separable one (Howard et al. 2017).
///
/// Weights [channels, 1, 3, 3], ONNX's Conv with a group for each channel; He normal initialisation.
package final class DepthwiseConv2D: TrainableLayer {
  private static let side = 3
  private static let taps = side * side

  package let name: String
  package let outputShape: FeatureShape
  package let parameters: [Parameter]
  private let output = FloatBuffer()
  private let inputGradient = FloatBuffer()
  /// The weights as the loops want them: [taps, channels].
  private let tapWeights: FloatBuffer
  private var input: FeatureMap?

  package init(_ name: String, input: FeatureShape, random: inout SplitMix64) {
    self.name = name
    outputShape = input
    let count = input.channels * Self.taps
    parameters = [
      Parameter(
        name: "\(name).weight", shape: [input.channels, 1, Self.side, Self.side],
        values: heNormal(count: count, fanIn: Self.taps, &random))
    ]
    tapWeights = FloatBuffer(count: count)
  }

  package func forward(_ input: FeatureMap, _ pass: Pass) -> FeatureMap {
    self.input = input
    arrangeWeights { $0 }
    let result = FeatureMap(outputShape, batch: input.batch, storage: output)
    convolve(input, into: result, threads: pass.threads)
    return result
  }

  package func backward(
    _ gradient: FeatureMap, _ pass: Pass, wanted: WantedGradients
  ) -> FeatureMap {
    guard let input else { preconditionFailure("\(name): backward before forward") }
    addWeightGradient(input, gradient, threads: pass.threads)
    guard wanted == .parametersAndInput else { return input }
    // Each input pixel reaches the outputs around it by the kernel turned half round.
    arrangeWeights { Self.taps - 1 - $0 }
    let result = FeatureMap(outputShape, batch: gradient.batch, storage: inputGradient)
    convolve(gradient, into: result, threads: pass.threads)
    return result
  }

  private func arrangeWeights(_ source: (Int) -> Int) {
    let channels = outputShape.channels
    let weights = parameters[0].values.pointer
    for tap in 0..<Self.taps {
      for channel in 0..<channels {
        tapWeights.pointer[tap * channels + channel] = weights[channel * Self.taps + source(tap)]
      }
    }
  }

  private func convolve(_ input: FeatureMap, into result: FeatureMap, threads: Int) {
    let (height, width, channels) = (outputShape.height, outputShape.width, outputShape.channels)
    let (rowSize, weights) = (width * channels, tapWeights)
    let zeros = FloatBuffer(count: rowSize)
    parallelFor(input.batch * height, threads: threads) { index in
      let (picture, y) = index.quotientAndRemainder(dividingBy: height)
      let source = input.picture(picture)
      // SAFETY: rows inside of the picture, or one of zeros as long.
      let rows: [UnsafePointer<Float>] = (y - 1...y + 1).map { row in
        UnsafePointer((0..<height).contains(row) ? source + row * rowSize : zeros.pointer)
      }
      let target = result.picture(picture) + y * rowSize
      if channels % 8 == 0 {
        rows.withUnsafeBufferPointer { rows in
          guard let rows = rows.baseAddress else { return }
          NetworkKernels.best.depthwiseRow(
            rows, Self.side, Self.side, width, width, 1, 1, 1, channels, weights.pointer, target)
        }
      } else {
        Self.convolveRow(rows, width: width, channels: channels, weights.pointer, into: target)
      }
    }
  }

  private static func convolveRow(
    _ rows: [UnsafePointer<Float>], width: Int, channels: Int, _ weights: UnsafePointer<Float>,
    into target: UnsafeMutablePointer<Float>
  ) {
    target.update(repeating: 0, count: width * channels)
    for x in 0..<width {
      for tap in 0..<taps where (0..<width).contains(x + tap % side - 1) {
        let source = rows[tap / side] + (x + tap % side - 1) * channels
        for channel in 0..<channels {
          target[x * channels + channel] += source[channel] * weights[tap * channels + channel]
        }
      }
    }
  }

  private func addWeightGradient(_ input: FeatureMap, _ gradient: FeatureMap, threads: Int) {
    let (height, width, channels) = (outputShape.height, outputShape.width, outputShape.channels)
    let count = Self.taps * channels
    let partials = FloatBuffer(count: threads * count)
    partials.pointer.update(repeating: 0, count: threads * count)
    parallelChunks(input.batch, threads: threads) { chunk, pictures in
      // SAFETY: each chunk adds to sums of its own; all places lie inside of the pictures.
      let sums = partials.pointer + chunk * count
      for picture in pictures {
        let (values, slopes) = (input.picture(picture), gradient.picture(picture))
        for tap in 0..<Self.taps {
          let (down, right) = (tap / Self.side - 1, tap % Self.side - 1)
          let sum = sums + tap * channels
          for y in max(0, -down)..<min(height, height - down) {
            for x in max(0, -right)..<min(width, width - right) {
              let value = values + ((y + down) * width + x + right) * channels
              let slope = slopes + (y * width + x) * channels
              for channel in 0..<channels { sum[channel] += value[channel] * slope[channel] }
            }
          }
        }
      }
    }
    let result = parameters[0].gradient.pointer
    for channel in 0..<channels {
      for tap in 0..<Self.taps {
        result[channel * Self.taps + tap] = (0..<threads).reduce(0) {
          $0 + partials.pointer[$1 * count + tap * channels + channel]
        }
      }
    }
  }

  package func export(from input: String, to graph: inout Graph) -> String {
    graph.add(parameters[0])
    return graph.append(
      "Conv", name, [input, parameters[0].name],
      [
        "kernel_shape": .ints([Self.side, Self.side]), "pads": .ints([1, 1, 1, 1]),
        "group": .int(outputShape.channels),
      ])
  }
}
