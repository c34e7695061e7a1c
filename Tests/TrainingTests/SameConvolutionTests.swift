import Kernels
import Randomness
import Testing
import Training

/// The banded matrix products against plain loops.
@Suite struct SameConvolutionTests {
  static let shapes:
    [(batch: Int, channels: Int, filters: Int, height: Int, width: Int, kernel: Int)] = [
      (1, 1, 1, 1, 1, 3), (2, 3, 5, 5, 7, 3), (3, 7, 2, 1, 9, 3), (2, 2, 3, 11, 1, 5),
      (5, 13, 17, 6, 6, 3), (2, 1, 32, 48, 48, 3), (1, 4, 4, 2, 2, 7), (4, 3, 3, 3, 5, 1),
    ]

  @Test(arguments: shapes, [1, 2, 3])
  func forwardEqualsPlainLoops(
    _ shape: (batch: Int, channels: Int, filters: Int, height: Int, width: Int, kernel: Int),
    threads: Int
  ) {
    let convolution = SameConvolution(
      kernelSize: shape.kernel, inputChannels: shape.channels, outputChannels: shape.filters,
      height: shape.height, width: shape.width)
    let seed: UInt64 = 3
    var random = SplitMix64(seed: seed)
    func randomBuffer(_ count: Int) -> FloatBuffer {
      FloatBuffer((0..<count).map { _ in Float(random.uniform(-1...1)) })
    }
    let input = FeatureMap(
      FeatureShape(channels: shape.channels, height: shape.height, width: shape.width),
      batch: shape.batch,
      storage: randomBuffer(shape.channels * shape.height * shape.width * shape.batch))
    let weights = randomBuffer(shape.filters * convolution.depth)
    let reordered = FloatBuffer()
    convolution.channelsLast(weights, into: reordered)
    let bias = randomBuffer(shape.filters)
    let output = FeatureMap(
      FeatureShape(channels: shape.filters, height: shape.height, width: shape.width),
      batch: shape.batch)
    convolution.forward(
      input, weights: reordered, bias: bias, output: output,
      workspaces: (0..<threads).map { _ in FloatBuffer() })

    let reach = shape.kernel / 2
    for filter in 0..<shape.filters {
      for picture in 0..<shape.batch {
        for y in 0..<shape.height {
          for x in 0..<shape.width {
            var sum = Double(bias.pointer[filter])
            for channel in 0..<shape.channels {
              for ky in 0..<shape.kernel where (0..<shape.height).contains(y + ky - reach) {
                for kx in 0..<shape.kernel where (0..<shape.width).contains(x + kx - reach) {
                  let position =
                    (picture * shape.height + y + ky - reach) * shape.width + x + kx - reach
                  let tap = ((filter * shape.channels + channel) * shape.kernel + ky) * shape.kernel
                  sum +=
                    Double(input.pointer[position * shape.channels + channel])
                    * Double(weights.pointer[tap + kx])
                }
              }
            }
            let position = (picture * shape.height + y) * shape.width + x
            let found = Double(output.pointer[position * shape.filters + filter])
            #expect(abs(found - sum) < 1e-4, "\(shape) at \(filter),\(picture),\(y),\(x)")
          }
        }
      }
    }
  }
}
