import CSIMD
import VectorKernels

#if arch(x86_64)
  import VectorKernelsAVX2
#endif

/// The innermost loops of the network, in the build that suits a processor.
///
/// What each does stands where it is written, in `VectorKernels`; the folder is built once for every
/// x86-64 processor and once for those with AVX2 and FMA.
package struct NetworkKernels: Sendable {
  /// Which build these are: "baseline" or "avx2".
  package let name: String
  package let multiplyPanel:
    @Sendable (
      _ rows: Int, _ depth: Int, _ values: UnsafePointer<Float>, _ valueStride: Int,
      _ panel: UnsafePointer<Float>, _ result: UnsafeMutablePointer<Float>, _ resultStride: Int,
      _ isHalf: Int
    ) -> Void
  package let multiplyWindows:
    @Sendable (
      _ rows: Int, _ depth: Int, _ offsets: UnsafePointer<Int>, _ values: UnsafePointer<Float>,
      _ valueStride: Int, _ panel: UnsafePointer<Float>, _ result: UnsafeMutablePointer<Float>,
      _ resultStride: Int, _ isHalf: Int
    ) -> Void
  package let winogradInput:
    @Sendable (
      _ size: Int, _ input: UnsafePointer<Float>, _ height: Int, _ width: Int, _ channels: Int,
      _ firstTile: Int, _ endTile: Int, _ zeros: UnsafePointer<Float>,
      _ scratch: UnsafeMutablePointer<Float>, _ result: UnsafeMutablePointer<Float>,
      _ pointStride: Int
    ) -> Void
  package let winogradOutput:
    @Sendable (
      _ size: Int, _ products: UnsafePointer<Float>, _ tileStride: Int, _ pointStride: Int,
      _ firstTile: Int, _ endTile: Int, _ height: Int, _ width: Int, _ channels: Int,
      _ scratch: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>,
      _ outputStride: Int, _ finish: UnsafePointer<Float>, _ finishStride: Int,
      _ isRectified: Int, _ isPooled: Int
    ) -> Void
  package let finishRows:
    @Sendable (
      _ rows: Int, _ channels: Int, _ values: UnsafeMutablePointer<Float>, _ stride: Int,
      _ finish: UnsafePointer<Float>, _ finishStride: Int, _ isRectified: Int
    ) -> Void
  package let depthwiseRow:
    @Sendable (
      _ rows: UnsafePointer<UnsafePointer<Float>>, _ kernelHeight: Int, _ kernelWidth: Int,
      _ width: Int, _ outputWidth: Int, _ stride: Int, _ dilation: Int, _ padLeft: Int,
      _ channels: Int, _ weights: UnsafePointer<Float>, _ result: UnsafeMutablePointer<Float>
    ) -> Void

  package let accumulateColumns:
    @Sendable (
      _ rows: Int, _ columns: Int, _ depth: Int, _ left: UnsafePointer<Float>, _ leftStride: Int,
      _ right: UnsafePointer<Float>, _ rightStride: Int, _ result: UnsafeMutablePointer<Float>,
      _ resultStride: Int
    ) -> Void
  package let packWinogradWeights:
    @Sendable (
      _ size: Int, _ filters: Int, _ firstPanel: Int, _ endPanel: Int, _ depth: Int,
      _ kernels: UnsafePointer<Float>, _ filterStride: Int, _ depthStride: Int, _ isTurned: Int,
      _ scratch: UnsafeMutablePointer<Float>, _ result: UnsafeMutablePointer<Float>
    ) -> Void
  package let winogradGradient:
    @Sendable (
      _ size: Int, _ gradient: UnsafePointer<Float>, _ height: Int, _ width: Int,
      _ channels: Int, _ firstTile: Int, _ endTile: Int, _ scratch: UnsafeMutablePointer<Float>,
      _ result: UnsafeMutablePointer<Float>, _ pointStride: Int
    ) -> Void
  package let winogradWeightGradient:
    @Sendable (
      _ size: Int, _ sums: UnsafePointer<Float>, _ pointStride: Int, _ channels: Int,
      _ scratch: UnsafeMutablePointer<Float>, _ result: UnsafeMutablePointer<Float>
    ) -> Void
  package let channelSums:
    @Sendable (
      _ rows: Int, _ channels: Int, _ values: UnsafePointer<Float>,
      _ sums: UnsafeMutablePointer<Float>
    ) -> Void
  package let slopeSums:
    @Sendable (
      _ rows: Int, _ channels: Int, _ slopes: UnsafePointer<Float>,
      _ values: UnsafePointer<Float>, _ sums: UnsafeMutablePointer<Float>
    ) -> Void
  package let scaleRows:
    @Sendable (
      _ rows: Int, _ channels: Int, _ values: UnsafePointer<Float>,
      _ factors: UnsafePointer<Float>, _ result: UnsafeMutablePointer<Float>
    ) -> Void
  package let normalizationGradient:
    @Sendable (
      _ rows: Int, _ channels: Int, _ slopes: UnsafeMutablePointer<Float>,
      _ values: UnsafePointer<Float>, _ factors: UnsafePointer<Float>, _ isRectified: Int,
      _ sums: UnsafeMutablePointer<Float>
    ) -> Void
  package let maxPoolGradientRow:
    @Sendable (
      _ width: Int, _ channels: Int, _ top: UnsafePointer<Float>, _ bottom: UnsafePointer<Float>,
      _ slopes: UnsafePointer<Float>, _ topSlopes: UnsafeMutablePointer<Float>,
      _ bottomSlopes: UnsafeMutablePointer<Float>
    ) -> Void

  /// Those every processor of this architecture runs.
  package static let baseline = NetworkKernels(
    name: "baseline", multiplyPanel: VectorKernels.multiplyPanel,
    multiplyWindows: VectorKernels.multiplyWindows,
    winogradInput: VectorKernels.winogradInput, winogradOutput: VectorKernels.winogradOutput,
    finishRows: VectorKernels.finishRows, depthwiseRow: VectorKernels.depthwiseRow,
    accumulateColumns: VectorKernels.accumulateColumns,
    packWinogradWeights: VectorKernels.packWinogradWeights,
    winogradGradient: VectorKernels.winogradGradient,
    winogradWeightGradient: VectorKernels.winogradWeightGradient,
    channelSums: VectorKernels.channelSums, slopeSums: VectorKernels.slopeSums,
    scaleRows: VectorKernels.scaleRows, normalizationGradient: VectorKernels.normalizationGradient,
    maxPoolGradientRow: VectorKernels.maxPoolGradientRow)

  /// All that this processor runs, the fastest last.
  package static let supported: [NetworkKernels] = {
    #if arch(x86_64)
      if processor_has_avx2() != 0 { return [baseline, avx2] }
    #endif
    return [baseline]
  }()

  #if arch(x86_64)
    private static let avx2 = NetworkKernels(
      name: "avx2", multiplyPanel: VectorKernelsAVX2.multiplyPanel,
      multiplyWindows: VectorKernelsAVX2.multiplyWindows,
      winogradInput: VectorKernelsAVX2.winogradInput,
      winogradOutput: VectorKernelsAVX2.winogradOutput, finishRows: VectorKernelsAVX2.finishRows,
      depthwiseRow: VectorKernelsAVX2.depthwiseRow,
      accumulateColumns: VectorKernelsAVX2.accumulateColumns,
      packWinogradWeights: VectorKernelsAVX2.packWinogradWeights,
      winogradGradient: VectorKernelsAVX2.winogradGradient,
      winogradWeightGradient: VectorKernelsAVX2.winogradWeightGradient,
      channelSums: VectorKernelsAVX2.channelSums, slopeSums: VectorKernelsAVX2.slopeSums,
      scaleRows: VectorKernelsAVX2.scaleRows,
      normalizationGradient: VectorKernelsAVX2.normalizationGradient,
      maxPoolGradientRow: VectorKernelsAVX2.maxPoolGradientRow)
  #endif

  /// The fastest that this processor runs.
  package static let best = supported[supported.count - 1]
}
