import Kernels

/// A 3x3 convolution of stride 1 whose result is as large as its input, with channels last, by
/// Winograd's minimal filtering: two to four times fewer multiplications than the plain sum.
struct WinogradConvolution: Operation {
  let outputShape: [Int]
  let multiplyAdds: Int
  private let winograd: Winograd
  private let weights: PackedWeights
  private let finish: Finish
  private let isPooled: Bool

  /// - Parameters:
  ///   - weights: [filters, channels, 3, 3]; both multiples of 8.
  ///   - height: of the input; width likewise.
  ///   - isPooled: whether the greatest of each 2x2 results is taken; height and width are even.
  init(
    weights: FloatBuffer, filters: Int, channels: Int, height: Int, width: Int, finish: Finish,
    isPooled: Bool, kernels: NetworkKernels
  ) {
    winograd = Winograd(
      channels: channels, filters: filters, height: height, width: width, kernels: kernels)
    self.weights = winograd.makeWeights()
    winograd.pack(weights, into: self.weights)
    (self.finish, self.isPooled) = (finish, isPooled)
    outputShape = isPooled ? [filters, height / 2, width / 2] : [filters, height, width]
    multiplyAdds = weights.count * height * width
  }

  var weightCount: Int { weights.values.count }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    winograd.convolve(
      inputs[0], batch: batch, weights: weights,
      finish: Winograd.Finish(
        values: finish.values, isRectified: finish.isRectified, isPooled: isPooled ? 1 : 0),
      output: output, workspaces: workspaces)
  }
}
