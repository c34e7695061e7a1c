import Kernels

/// An operation that also knows how to work on values with their channels last.
protocol ChannelsLastOperation: Operation {
  /// Whether it gains enough by it that its input is worth rearranging.
  var prefersChannelsLast: Bool { get }

  /// The operation that writes its result with channels last; nil where it cannot with such inputs.
  ///
  /// - Parameters:
  ///   - layout: how all its inputs lie in memory.
  ///   - shapes: their shapes.
  ///   - kernels: the innermost loops to use.
  func channelsLast(
    _ layout: Layout, shapes: [[Int]], kernels: NetworkKernels
  ) -> (any Operation)?
}
