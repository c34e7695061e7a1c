import Kernels

/// A convolution in which each channel has one filter of its own, with channels last.
struct DepthwiseConvolution: Operation {
  let outputShape: [Int]
  let multiplyAdds: Int
  private let window: SlidingWindow
  /// [kernel height, kernel width, channels]
  private let weights: FloatBuffer
  private let finish: Finish
  private let zeros: FloatBuffer
  private let kernels: NetworkKernels

  /// - Parameters:
  ///   - weights: [channels, 1, kernel height, kernel width]; channels a multiple of 8.
  init(
    weights: FloatBuffer, channels: Int, window: SlidingWindow, finish: Finish,
    kernels: NetworkKernels
  ) {
    let taps = window.kernelHeight * window.kernelWidth
    precondition(
      channels % 8 == 0 && weights.count == channels * taps,
      "\(weights.count) weights for \(channels) channels of \(taps)")
    (self.window, self.finish, self.kernels) = (window, finish, kernels)
    outputShape = [channels, window.outputHeight, window.outputWidth]
    multiplyAdds = weights.count * window.outputHeight * window.outputWidth
    self.weights = FloatBuffer(count: weights.count)
    zeros = FloatBuffer(count: window.width * channels)
    // SAFETY: both hold channels * taps values.
    for channel in 0..<channels {
      for tap in 0..<taps {
        self.weights.pointer[tap * channels + channel] = weights.pointer[channel * taps + tap]
      }
    }
  }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let input = inputs[0]
    let channels = outputShape[0]
    parallelFor(batch * window.outputHeight, threads: workspaces.count) { line in
      let (picture, y) = (line / window.outputHeight, line % window.outputHeight)
      let source = input.pointer + picture * window.height * window.width * channels
      let target = output.pointer + line * window.outputWidth * channels
      withUnsafeTemporaryAllocation(
        of: UnsafePointer<Float>.self, capacity: window.kernelHeight
      ) { rows in
        for tap in 0..<window.kernelHeight {
          let row = y * window.strideY + tap * window.dilationY - window.padTop
          // SAFETY: a row of the picture, or as many zeros.
          rows.initializeElement(
            at: tap,
            to: UnsafePointer(
              row >= 0 && row < window.height
                ? source + row * window.width * channels : zeros.pointer))
        }
        guard let base = rows.baseAddress else { return }
        kernels.depthwiseRow(
          base, window.kernelHeight, window.kernelWidth, window.width, window.outputWidth,
          window.strideX, window.dilationX, window.padLeft, channels, weights.pointer, target)
      }
      kernels.finishRows(
        window.outputWidth, channels, target, channels, finish.values.pointer, channels,
        finish.isRectified)
    }
  }
}
