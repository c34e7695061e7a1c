import Kernels

/// A layer's convolution forward and backward: by `Winograd` for 3x3 kernels on channels in
/// multiples of 8, unrolled elsewhere. Owns what both need in between.
final class ConvolutionLoops {
  let kernelSize: Int
  let input, output: FeatureShape
  private let forwards, backwards: Winograd?
  private let unrolled: SameConvolution
  private let forwardWeights, backwardWeights: PackedWeights?
  private let reordered = FloatBuffer()
  /// [3, channels]: no bias, a scale of 1, no shift; for the gradient.
  private let plainFinish: FloatBuffer
  /// [3, filters]: the bias, a scale of 1, no shift.
  private let biasFinish: FloatBuffer

  init(kernelSize: Int, input: FeatureShape, filters: Int) {
    let (channels, height, width) = (input.channels, input.height, input.width)
    (self.kernelSize, self.input) = (kernelSize, input)
    output = FeatureShape(channels: filters, height: height, width: width)
    unrolled = SameConvolution(
      kernelSize: kernelSize, inputChannels: channels, outputChannels: filters, height: height,
      width: width)
    let isWinograd = kernelSize == 3 && channels % 8 == 0 && filters % 8 == 0
    forwards =
      isWinograd
      ? Winograd(channels: channels, filters: filters, height: height, width: width) : nil
    backwards =
      isWinograd
      ? Winograd(channels: filters, filters: channels, height: height, width: width) : nil
    forwardWeights = forwards?.makeWeights()
    backwardWeights = backwards?.makeWeights()
    plainFinish = Self.finish(channels)
    biasFinish = Self.finish(filters)
  }

  private static func finish(_ channels: Int) -> FloatBuffer {
    let zeros = [Float](repeating: 0, count: channels)
    return FloatBuffer(zeros + zeros.map { _ in 1 } + zeros)
  }

  /// Values of one filter.
  var depth: Int { unrolled.depth }

  /// The convolution with its bias, and ReLU where `isRectified` is 1.
  func forward(
    _ map: FeatureMap, weights: FloatBuffer, bias: FloatBuffer, isRectified: Int,
    result: FeatureMap, _ pass: Pass
  ) {
    guard let forwards, let forwardWeights else {
      unrolled.channelsLast(weights, into: reordered)
      unrolled.forward(
        map, weights: reordered, bias: bias, output: result, workspaces: pass.workspace.scratch)
      if isRectified == 1 { rectify(result, threads: pass.threads) }
      return
    }
    forwards.pack(weights, into: forwardWeights, threads: pass.threads)
    biasFinish.pointer.update(from: bias.pointer, count: output.channels)
    forwards.convolve(
      map.storage, batch: map.batch, weights: forwardWeights,
      finish: .init(values: biasFinish, isRectified: isRectified, isPooled: 0),
      output: result.storage, workspaces: pass.workspace.scratch)
  }

  private func rectify(_ map: FeatureMap, threads: Int) {
    parallelChunks(map.count, threads: threads) { _, range in
      let values = map.pointer
      for index in range { values[index] = max(values[index], 0) }
    }
  }

  /// The weights' gradient, [filters, channels, kernel, kernel], summed over the batch.
  func weightGradient(
    _ map: FeatureMap, slopes: FeatureMap, result: FloatBuffer, _ pass: Pass
  ) {
    if let forwards {
      forwards.weightGradient(
        map.storage, outputGradient: slopes.storage, batch: map.batch, result: result,
        partials: pass.workspace.sums, workspaces: pass.workspace.scratch)
    } else {
      unrolled.weightGradient(
        map, outputGradient: slopes, result: result, partials: pass.workspace.sums,
        workspaces: pass.workspace.scratch)
    }
  }

  /// The input's gradient.
  func inputGradient(
    _ slopes: FeatureMap, weights: FloatBuffer, result: FeatureMap, _ pass: Pass
  ) {
    guard let backwards, let backwardWeights else {
      unrolled.turned(weights, into: reordered)
      unrolled.transposed.forward(
        slopes, weights: reordered, bias: nil, output: result, workspaces: pass.workspace.scratch)
      return
    }
    backwards.packTransposed(weights, into: backwardWeights, threads: pass.threads)
    backwards.convolve(
      slopes.storage, batch: slopes.batch, weights: backwardWeights,
      finish: .init(values: plainFinish, isRectified: 0, isPooled: 0), output: result.storage,
      workspaces: pass.workspace.scratch)
  }
}
