import Kernels
import NeuralNetwork

/// Matrix-product form of a stride-1 convolution whose result has its input's size ("same"
/// padding with zeros) on channel-first maps, in bands of rows that stay in the cache.
///
/// `output[o] = Σ weights[o, c, ky, kx] * input[c]` shifted by (ky, kx) - kernelSize / 2. Unrolling
/// (im2col: Chellapilla, Puri, Simard 2006) is cheap in this layout: one row of the unrolled
/// matrix is a shifted copy of a run of the channel, with the padding set to 0 afterwards.
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

  /// Rows of the unrolled matrix.
  package var depth: Int { inputChannels * kernelSize * kernelSize }

  /// The share of a batch's rows that one step unrolls: enough columns for the matrix product, and
  /// if possible no more than half of a megabyte.
  private var bandRows: Int {
    let columns = min(max(131_072 / depth, 512), 2304)
    return max(1, columns / width)
  }

  /// The bands that thread `range` of rows falls into.
  private func bands(_ rows: Range<Int>) -> [Range<Int>] {
    let step = bandRows
    return stride(from: rows.lowerBound, to: rows.upperBound, by: step).map {
      $0..<min($0 + step, rows.upperBound)
    }
  }

  /// `output = weights * unrolled(input) + bias`.
  ///
  /// - Parameters:
  ///   - weights: [outputChannels, inputChannels, kernelSize, kernelSize].
  ///   - bias: [outputChannels], or nil for none.
  ///   - workspaces: one buffer a thread, grown as needed.
  package func forward(
    _ input: FeatureMap, weights: FloatBuffer, bias: FloatBuffer?, output: FeatureMap,
    workspaces: [FloatBuffer]
  ) {
    check(input, output)
    let (depth, outputChannels, width) = (depth, outputChannels, width)
    let columnStride = output.channelStride
    parallelChunks(input.batch * height, threads: workspaces.count) { chunk, rows in
      for band in bands(rows) {
        let columns = band.count * width
        let start = band.lowerBound * width
        workspaces[chunk].reserve(depth * columns)
        unroll(input, rows: band, into: workspaces[chunk].pointer)
        if let bias {
          for channel in 0..<outputChannels {
            (output.channel(channel) + start).update(
              repeating: bias.pointer[channel], count: columns)
          }
        }
        gemm(
          rows: outputChannels, columns: columns, depth: depth,
          a: weights.pointer, aStride: depth,
          b: workspaces[chunk].pointer, bStride: columns,
          c: output.pointer + start, cStride: columnStride, accumulate: bias != nil)
      }
    }
  }

  /// `weightGradient = outputGradient * unrolled(input)ᵀ`, summed over the batch.
  ///
  /// - Parameter partials: one buffer a thread for its share of the sum.
  func weightGradient(
    _ input: FeatureMap, outputGradient: FeatureMap, result: FloatBuffer,
    partials: [FloatBuffer], workspaces: [FloatBuffer]
  ) {
    check(input, outputGradient)
    let (depth, outputChannels, width) = (depth, outputChannels, width)
    let count = outputChannels * depth
    let rows = input.batch * height
    parallelChunks(rows, threads: workspaces.count) { chunk, range in
      partials[chunk].reserve(count)
      for (number, band) in bands(range).enumerated() {
        let columns = band.count * width
        workspaces[chunk].reserve(depth * columns)
        unroll(input, rows: band, into: workspaces[chunk].pointer)
        gemm(
          rows: outputChannels, columns: depth, depth: columns,
          a: outputGradient.pointer + band.lowerBound * width,
          aStride: outputGradient.channelStride,
          b: workspaces[chunk].pointer, bStride: columns, bTransposed: true,
          c: partials[chunk].pointer, cStride: depth, accumulate: number > 0)
      }
    }
    let chunks = min(rows, workspaces.count)
    result.pointer.update(from: partials[0].pointer, count: count)
    for chunk in 1..<max(chunks, 1) {
      let partial = partials[chunk].pointer
      for index in 0..<count { result.pointer[index] += partial[index] }
    }
  }

  /// The convolution that gives the input's gradient from the output's: channels exchanged, for
  /// the weights that ``rotateWeights(_:into:)`` makes.
  var transposed: SameConvolution {
    SameConvolution(
      kernelSize: kernelSize, inputChannels: outputChannels, outputChannels: inputChannels,
      height: height, width: width)
  }

  /// [output, input, ky, kx] to [input, output, -ky, -kx].
  func rotateWeights(_ weights: FloatBuffer, into target: FloatBuffer) {
    let area = kernelSize * kernelSize
    target.reserve(weights.count)
    for output in 0..<outputChannels {
      for input in 0..<inputChannels {
        let source = weights.pointer + (output * inputChannels + input) * area
        let rotated = target.pointer + (input * outputChannels + output) * area
        for tap in 0..<area { rotated[tap] = source[area - 1 - tap] }
      }
    }
  }

  private func check(_ input: FeatureMap, _ output: FeatureMap) {
    let expectedInput = FeatureShape(channels: inputChannels, height: height, width: width)
    let expectedOutput = FeatureShape(channels: outputChannels, height: height, width: width)
    precondition(
      input.shape == expectedInput && output.shape == expectedOutput
        && input.batch == output.batch,
      "convolution of \(expectedInput) to \(expectedOutput): \(input.shape), \(output.shape)")
  }

  /// The unrolled matrix [depth, rows * width] of a range of the batch's rows.
  private func unroll(
    _ input: FeatureMap, rows: Range<Int>, into target: UnsafeMutablePointer<Float>
  ) {
    let reach = kernelSize / 2
    let columns = rows.count * width
    var line = target
    for channel in 0..<inputChannels {
      for shiftY in -reach...reach {
        for shiftX in -reach...reach {
          copyShifted(
            input.channel(channel), limit: input.channelStride, rows: rows, shiftY, shiftX, line)
          line += columns
        }
      }
    }
  }

  /// One line of the unrolled matrix: the channel's `rows`, shifted, with zeros for the padding.
  private func copyShifted(
    _ channel: UnsafePointer<Float>, limit: Int, rows: Range<Int>, _ shiftY: Int, _ shiftX: Int,
    _ line: UnsafeMutablePointer<Float>
  ) {
    // SAFETY: `first..<last` is clamped to the channel, and to the line through `start`.
    let start = rows.lowerBound * width + shiftY * width + shiftX
    let first = max(start, 0)
    let last = min(start + rows.count * width, limit)
    if last > first { (line + (first - start)).update(from: channel + first, count: last - first) }
    if shiftY != 0 {
      for row in rows where !(0..<height).contains(row % height + shiftY) {
        (line + (row - rows.lowerBound) * width).update(repeating: 0, count: width)
      }
    }
    if shiftX != 0 {
      let missing = min(abs(shiftX), width)
      let offset = shiftX < 0 ? 0 : width - missing
      for row in 0..<rows.count {
        (line + row * width + offset).update(repeating: 0, count: missing)
      }
    }
  }
}
