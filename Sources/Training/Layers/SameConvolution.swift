import Kernels
import NeuralNetwork

/// Matrix-product form of a stride-1 convolution whose result has its input's size ("same"
/// padding with zeros), with channels last: for the sizes that `Winograd` is not for.
///
/// `output[pixel, o] = Σ weights[o, c, ky, kx] * input[pixel shifted by (ky, kx) - kernelSize / 2, c]`,
/// unrolled (im2col: Chellapilla, Puri, Simard 2006) in bands of pixels that stay in the cache and
/// multiplied by OpenBLAS.
package struct SameConvolution: Sendable {
  /// Side of the square kernel, odd.
  package let kernelSize: Int
  package let inputChannels: Int
  package let outputChannels: Int
  /// The pictures' height and width, of input and output alike.
  package let height: Int
  package let width: Int

  package init(
    kernelSize: Int, inputChannels: Int, outputChannels: Int, height: Int, width: Int
  ) {
    precondition(kernelSize % 2 == 1, "an even kernel, \(kernelSize), has no centre")
    self.kernelSize = kernelSize
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.height = height
    self.width = width
  }

  /// Values of an unrolled pixel: [ky, kx, channel].
  package var depth: Int { inputChannels * kernelSize * kernelSize }

  /// Pixels that one step unrolls: about half of a megabyte.
  private var bandPixels: Int { min(max(131_072 / depth, 128), 4608) }

  private func bands(_ pixels: Range<Int>) -> [Range<Int>] {
    stride(from: pixels.lowerBound, to: pixels.upperBound, by: bandPixels).map {
      $0..<min($0 + bandPixels, pixels.upperBound)
    }
  }

  /// `output = unrolled(input) * weightsᵀ + bias`.
  ///
  /// - Parameters:
  ///   - weights: [outputChannels, kernelSize, kernelSize, inputChannels]: ``channelsLast(_:into:)``.
  ///   - bias: [outputChannels], or nil for none.
  ///   - workspaces: one buffer a thread, grown as needed.
  package func forward(
    _ input: FeatureMap, weights: FloatBuffer, bias: FloatBuffer?, output: FeatureMap,
    workspaces: [FloatBuffer]
  ) {
    check(input, output)
    let (depth, outputChannels) = (depth, outputChannels)
    parallelChunks(input.pixels, threads: workspaces.count) { chunk, pixels in
      for band in bands(pixels) {
        workspaces[chunk].reserve(depth * band.count)
        unroll(input, pixels: band, into: workspaces[chunk].pointer)
        let target = output.pointer + band.lowerBound * outputChannels
        if let bias {
          for pixel in 0..<band.count {
            (target + pixel * outputChannels).update(from: bias.pointer, count: outputChannels)
          }
        }
        gemm(
          rows: band.count, columns: outputChannels, depth: depth,
          a: workspaces[chunk].pointer, aStride: depth,
          b: weights.pointer, bStride: depth, bTransposed: true,
          c: target, cStride: outputChannels, accumulate: bias != nil)
      }
    }
  }

  /// `outputGradientᵀ * unrolled(input)`, summed over the batch.
  ///
  /// - Parameters:
  ///   - result: becomes [outputChannels, inputChannels, kernelSize, kernelSize].
  ///   - partials: one buffer a thread for its share of the sum.
  func weightGradient(
    _ input: FeatureMap, outputGradient: FeatureMap, result: FloatBuffer,
    partials: [FloatBuffer], workspaces: [FloatBuffer]
  ) {
    check(input, outputGradient)
    let (depth, outputChannels) = (depth, outputChannels)
    let count = outputChannels * depth
    parallelChunks(input.pixels, threads: workspaces.count) { chunk, pixels in
      partials[chunk].reserve(count)
      for (number, band) in bands(pixels).enumerated() {
        workspaces[chunk].reserve(depth * band.count)
        unroll(input, pixels: band, into: workspaces[chunk].pointer)
        gemm(
          rows: outputChannels, columns: depth, depth: band.count,
          a: outputGradient.pointer + band.lowerBound * outputChannels,
          aStride: outputChannels, aTransposed: true,
          b: workspaces[chunk].pointer, bStride: depth,
          c: partials[chunk].pointer, cStride: depth, accumulate: number > 0)
      }
    }
    let sum = partials[0].pointer
    for chunk in 1..<max(min(input.pixels, workspaces.count), 1) {
      let partial = partials[chunk].pointer
      for index in 0..<count { sum[index] += partial[index] }
    }
    eachWeight { first, last in result.pointer[first] = sum[last] }
  }

  /// The convolution that gives the input's gradient from the output's: channels exchanged, for
  /// the weights that ``turned(_:into:)`` makes.
  var transposed: SameConvolution {
    SameConvolution(
      kernelSize: kernelSize, inputChannels: outputChannels, outputChannels: inputChannels,
      height: height, width: width)
  }

  /// [output, input, ky, kx] to [output, ky, kx, input].
  package func channelsLast(_ weights: FloatBuffer, into target: FloatBuffer) {
    target.reserve(weights.count)
    eachWeight { first, last in target.pointer[last] = weights.pointer[first] }
  }

  /// [output, input, ky, kx] to [input, -ky, -kx, output].
  func turned(_ weights: FloatBuffer, into target: FloatBuffer) {
    let area = kernelSize * kernelSize
    target.reserve(weights.count)
    for output in 0..<outputChannels {
      for input in 0..<inputChannels {
        for tap in 0..<area {
          // SAFETY: both hold outputChannels * inputChannels * area values.
          target.pointer[(input * area + area - 1 - tap) * outputChannels + output] =
            weights.pointer[(output * inputChannels + input) * area + tap]
        }
      }
    }
  }

  /// The place of each weight with the channels in front of the kernel, and behind it.
  private func eachWeight(_ body: (_ first: Int, _ last: Int) -> Void) {
    let area = kernelSize * kernelSize
    for output in 0..<outputChannels {
      for input in 0..<inputChannels {
        for tap in 0..<area {
          body(
            (output * inputChannels + input) * area + tap,
            (output * area + tap) * inputChannels + input)
        }
      }
    }
  }

  private func check(_ input: FeatureMap, _ output: FeatureMap) {
    let expectedInput = FeatureShape(channels: inputChannels, height: height, width: width)
    let expectedOutput = FeatureShape(channels: outputChannels, height: height, width: width)
    precondition(
      input.shape == expectedInput && output.shape == expectedOutput
        && input.batch == output.batch, "\(input.shape), \(output.shape) for \(self)")
  }

  /// Writes [ky, kx, channel] of each of the batch's pixels in a range.
  private func unroll(
    _ input: FeatureMap, pixels: Range<Int>, into target: UnsafeMutablePointer<Float>
  ) {
    let (area, reach, channels) = (height * width, kernelSize / 2, inputChannels)
    let line = kernelSize * channels
    var to = target
    for pixel in pixels {
      let (y, x) = (pixel % area / width, pixel % area % width)
      // SAFETY: only the columns that lie inside of the picture are read.
      let first = max(0, reach - x) * channels
      let end = min(kernelSize, width - x + reach) * channels
      let source = input.picture(pixel / area) + ((y - reach) * width + x - reach) * channels
      for row in 0..<kernelSize {
        let isInside = y + row >= reach && y + row < height + reach
        let from = source + row * width * channels
        for index in 0..<line {
          to[index] = isInside && index >= first && index < end ? from[index] : 0
        }
        to += line
      }
    }
  }
}
