import CSIMD
import VectorKernels

#if arch(x86_64)
  import VectorKernelsAVX2
#endif

/// The innermost loops of the detector, in the build that suits a processor; see
/// ``NetworkKernels``. Both give the very same numbers.
package struct ScanKernels: Sendable {
  /// Which build these are: "baseline" or "avx2".
  package let name: String
  package let stumpSums:
    @Sendable (
      _ stumps: UnsafePointer<HaarNode>, _ sharedCount: Int, _ pairCount: Int, _ tripleCount: Int,
      _ row: UnsafePointer<Int32>, _ norms: UnsafePointer<Float>, _ starts: UnsafePointer<Int32>,
      _ groups: Int, _ sums: UnsafeMutablePointer<Float>
    ) -> Void
  package let treeSums:
    @Sendable (
      _ nodes: UnsafePointer<HaarNode>, _ treeSizes: UnsafePointer<Int32>, _ treeCount: Int,
      _ row: UnsafePointer<Int32>, _ norms: UnsafePointer<Float>, _ starts: UnsafePointer<Int32>,
      _ groups: Int, _ scratch: UnsafeMutablePointer<Float>, _ sums: UnsafeMutablePointer<Float>
    ) -> Void
  package let norms:
    @Sendable (
      _ sums: UnsafePointer<Int32>, _ squares: UnsafePointer<Int32>,
      _ corners: (Int32, Int32, Int32, Int32), _ area: Int, _ count: Int,
      _ norms: UnsafeMutablePointer<Float>, _ candidates: UnsafeMutablePointer<Int32>
    ) -> Int
  package let linearRows:
    @Sendable (
      _ upper: UnsafePointer<UInt8>, _ lower: UnsafePointer<UInt8>, _ fraction: Int, _ count: Int,
      _ result: UnsafeMutablePointer<UInt16>
    ) -> Void
  package let linearColumns:
    @Sendable (
      _ line: UnsafePointer<UInt16>, _ lefts: UnsafePointer<Int32>,
      _ fractions: UnsafePointer<Int32>, _ count: Int, _ result: UnsafeMutablePointer<UInt8>
    ) -> Void

  /// Those every processor of this architecture runs.
  package static let baseline = ScanKernels(
    name: "baseline", stumpSums: VectorKernels.haarStumpSums,
    treeSums: VectorKernels.haarTreeSums, norms: VectorKernels.haarNorms,
    linearRows: VectorKernels.exactLinearRows, linearColumns: VectorKernels.exactLinearColumns)

  /// All that this processor runs, the fastest last.
  package static let supported: [ScanKernels] = {
    #if arch(x86_64)
      if processor_has_avx2() != 0 { return [baseline, avx2] }
    #endif
    return [baseline]
  }()

  #if arch(x86_64)
    private static let avx2 = ScanKernels(
      name: "avx2", stumpSums: VectorKernelsAVX2.haarStumpSums,
      treeSums: VectorKernelsAVX2.haarTreeSums, norms: VectorKernelsAVX2.haarNorms,
      linearRows: VectorKernelsAVX2.exactLinearRows,
      linearColumns: VectorKernelsAVX2.exactLinearColumns)
  #endif

  /// The fastest that this processor runs.
  package static let best = supported[supported.count - 1]
}
