import CSIMD
import VectorKernels

#if arch(x86_64)
  import VectorKernelsAVX2
#endif

/// The factors of a conversion from luma and chroma to colours; see `pixels.h`.
package typealias YUVFactors = yuv_factors

/// The loops of pixel conversions in the build that suits a processor; see ``NetworkKernels``. Both
/// give the very same pixels.
package struct PixelKernels: Sendable {
  /// Which build these are: "baseline" or "avx2".
  package let name: String
  package let yuvRow:
    @Sendable (
      _ luma: UnsafePointer<UInt8>, _ lumaStep: Int, _ u: UnsafePointer<UInt8>,
      _ v: UnsafePointer<UInt8>, _ chromaStep: Int, _ width: Int, _ factors: YUVFactors,
      _ pixels: UnsafeMutablePointer<UInt8>
    ) -> Void

  /// Those every processor of this architecture runs.
  package static let baseline = PixelKernels(name: "baseline", yuvRow: VectorKernels.yuvRow)

  /// All that this processor runs, the fastest last.
  package static let supported: [PixelKernels] = {
    #if arch(x86_64)
      if processor_has_avx2() != 0 { return [baseline, avx2] }
    #endif
    return [baseline]
  }()

  #if arch(x86_64)
    private static let avx2 = PixelKernels(name: "avx2", yuvRow: VectorKernelsAVX2.yuvRow)
  #endif

  /// The fastest that this processor runs.
  package static let best = supported[supported.count - 1]
}
