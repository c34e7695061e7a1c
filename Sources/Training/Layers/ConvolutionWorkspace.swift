import Kernels

/// What convolutions need while they compute and nobody afterwards: one for all layers of a pass,
/// which take turns.
package final class ConvolutionWorkspace: Sendable {
  /// Buffers for the transforms of a thread's share, and for its share of the sums.
  let scratch, sums: [FloatBuffer]

  package init(threads: Int) {
    precondition(threads >= 1, "\(threads) threads")
    scratch = (0..<threads).map { _ in FloatBuffer() }
    sums = (0..<threads).map { _ in FloatBuffer() }
  }
}
