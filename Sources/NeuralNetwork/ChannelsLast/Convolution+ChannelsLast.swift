import Kernels

extension Convolution: ChannelsLastOperation {
  var prefersChannelsLast: Bool { true }

  func channelsLast(
    _ layout: Layout, shapes: [[Int]], kernels: NetworkKernels
  ) -> (any Operation)? {
    guard Layout.allowsChannelsLast(outputShape) else { return nil }
    if groups == 1 { return ungrouped(layout, isPooled: false, kernels) }
    guard groups == channels, groups == outputShape[0], layout == .channelsLast else {
      return nil
    }
    return DepthwiseConvolution(
      weights: weights, channels: channels, window: window, finish: finish, kernels: kernels)
  }

  /// The convolution with the pooling behind it in one, for an input with channels last; nil where
  /// they cannot be joined.
  func channelsLast(pooledBy pooling: Pooling, kernels: NetworkKernels) -> (any Operation)? {
    guard groups == 1, Layout.allowsChannelsLast(outputShape), window.isSame3x3,
      pooling.isHalving, window.height % 2 == 0, window.width % 2 == 0
    else { return nil }
    return ungrouped(.channelsLast, isPooled: true, kernels)
  }

  private var finish: Finish { Finish(bias: bias, epilogue: epilogue) }

  private func ungrouped(
    _ layout: Layout, isPooled: Bool, _ kernels: NetworkKernels
  ) -> any Operation {
    let filters = outputShape[0]
    guard layout == .channelsLast else {
      return PlanarConvolution(
        weights: weights, filters: filters, channels: channels, window: window, finish: finish,
        kernels: kernels)
    }
    if window.isSame3x3 {
      return WinogradConvolution(
        weights: weights, filters: filters, channels: channels, height: window.height,
        width: window.width, finish: finish, isPooled: isPooled, kernels: kernels)
    }
    return PackedConvolution(
      weights: weights, filters: filters, channels: channels, window: window, finish: finish,
      kernels: kernels)
  }
}
