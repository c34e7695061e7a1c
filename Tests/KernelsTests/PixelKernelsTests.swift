import Kernels
import Testing

/// The conversions of every build against plain loops.
@Suite struct PixelKernelsTests {
  /// ITU-R BT.601, limited range.
  static let factors = YUVFactors(
    luma_offset: 16, luma: 76309, red_from_v: 104_597, green_from_u: 25675, green_from_v: 53279,
    blue_from_u: 132_201)

  @Test(
    arguments: [(1, 1), (1, 2), (2, 4), (3, 5)], [0, 1, 2, 7, 8, 9, 31])
  func coloursComeFromLumaAndSharedChroma(_ steps: (luma: Int, chroma: Int), width: Int) {
    var random = SplitMix64(seed: UInt64(width))
    let count = 5 * (width + 1)
    let planes = (0..<3).map { _ in
      (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
    let factors = Self.factors
    let wanted = (0..<width).flatMap { x -> [UInt8] in
      let light = 76309 * (Int(planes[0][x * steps.luma]) - 16)
      let u = Int(planes[1][x / 2 * steps.chroma]) - 128
      let v = Int(planes[2][x / 2 * steps.chroma]) - 128
      let sums = [light + 132_201 * u, light - 25675 * u - 53279 * v, light + 104_597 * v]
      return sums.map { UInt8(min(255, max(0, ($0 + 32768) >> 16))) } + [255]
    }
    for kernels in PixelKernels.supported {
      var pixels = [UInt8](repeating: 1, count: 4 * width)
      kernels.yuvRow(
        planes[0], steps.luma, planes[1], planes[2], steps.chroma, width, factors, &pixels)
      #expect(pixels == wanted, "\(kernels.name)")
    }
  }
}
