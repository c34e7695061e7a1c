import VectorKernels

#if arch(x86_64)
  import CSIMD
  import VectorKernelsAVX2
#endif

/// The loop that does nothing but multiply and add, in the build that ``NetworkKernels/best`` is
/// of: the ceiling that the network's loops are held against.
package struct PeakLoop: Sendable {
  private let multiplyAddChains:
    @Sendable (_ steps: Int, _ values: UnsafeMutablePointer<Float>) -> Void

  package init() {
    #if arch(x86_64)
      if processor_has_avx2() != 0 {
        multiplyAddChains = VectorKernelsAVX2.multiplyAddChains
        return
      }
    #endif
    multiplyAddChains = VectorKernels.multiplyAddChains
  }

  /// Computes on the caller's thread.
  ///
  /// - Parameter steps: how often, 0 or more.
  /// - Returns: the multiply-adds done, two operations each.
  @discardableResult
  package func run(steps: Int) -> Int {
    precondition(steps >= 0, "\(steps) steps")
    let count = 16 + VectorKernels.chainWidth
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { values in
      // Every chain tends to 1: never to infinity, nor to numbers too small to be fast.
      values.initialize(repeating: 0.5)
      for index in 16..<count { values[index] = Float(index) / Float(count) }
      // SAFETY: as many values as the loop reads, all initialized.
      if let base = values.baseAddress { multiplyAddChains(steps, base) }
    }
    return steps * VectorKernels.chainWidth
  }
}
