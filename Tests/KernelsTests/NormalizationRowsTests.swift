import Kernels
import Testing

/// Batch norm's loops of every build against plain ones.
@Suite struct NormalizationRowsTests {
  static let sizes = [(rows: 0, channels: 16), (1, 16), (3, 32), (257, 48), (64, 80)]

  private func randomBuffer(_ count: Int, seed: UInt64) -> FloatBuffer {
    var random = SplitMix64(seed: seed)
    return FloatBuffer((0..<count).map { _ in random.nextFloat() })
  }

  @Test(arguments: sizes)
  func sumsAreAddedToWhatIsThere(_ size: (rows: Int, channels: Int)) {
    let (rows, channels) = size
    let values = randomBuffer(rows * channels, seed: 1)
    let slopes = randomBuffer(rows * channels, seed: 2)
    for kernels in NetworkKernels.supported {
      let sums = FloatBuffer(count: 2 * channels)
      let products = FloatBuffer(count: 2 * channels)
      sums.pointer[0] = 5
      kernels.channelSums(rows, channels, values.pointer, sums.pointer)
      kernels.slopeSums(rows, channels, slopes.pointer, values.pointer, products.pointer)
      for channel in 0..<channels {
        let column = (0..<rows).map { Double(values.pointer[$0 * channels + channel]) }
        let slope = (0..<rows).map { Double(slopes.pointer[$0 * channels + channel]) }
        let wanted = [
          column.reduce(channel == 0 ? 5 : 0, +), column.reduce(0) { $0 + $1 * $1 },
          slope.reduce(0, +), zip(column, slope).reduce(0) { $0 + $1.0 * $1.1 },
        ]
        let found = [
          sums.pointer[channel], sums.pointer[channels + channel], products.pointer[channel],
          products.pointer[channels + channel],
        ]
        for (value, reference) in zip(found, wanted) {
          #expect(abs(Double(value) - reference) < 1e-4, "\(kernels.name), channel \(channel)")
        }
      }
    }
  }

  @Test(arguments: sizes, [0, 1])
  func rowsAreScaledAndTheirGradientMasked(
    _ size: (rows: Int, channels: Int), isRectified: Int
  ) {
    let (rows, channels) = size
    let values = randomBuffer(rows * channels, seed: 3)
    for index in 0..<(rows * channels) where isRectified == 1 {
      values.pointer[index] = max(values.pointer[index], 0)
    }
    let slopes = randomBuffer(rows * channels, seed: 4)
    let factors = randomBuffer(3 * channels, seed: 5)
    for kernels in NetworkKernels.supported {
      let scaled = FloatBuffer(count: rows * channels)
      kernels.scaleRows(
        rows, channels, values.pointer, factors.pointer, scaled.pointer)
      let gradient = FloatBuffer(slopes.values)
      let sums = FloatBuffer(count: channels)
      kernels.normalizationGradient(
        rows, channels, gradient.pointer, values.pointer, factors.pointer, isRectified,
        sums.pointer)
      var wantedSums = [Double](repeating: 0, count: channels)
      for index in 0..<(rows * channels) {
        let channel = index % channels
        let (a, b, c) = (
          factors.pointer[channel], factors.pointer[channels + channel],
          factors.pointer[2 * channels + channel]
        )
        let value = values.pointer[index]
        #expect(abs(scaled.pointer[index] - (value * a + b)) < 1e-5, "\(kernels.name)")
        let slope =
          isRectified == 1 && value <= 0 ? 0 : slopes.values[index] * a + value * b + c
        #expect(abs(gradient.pointer[index] - slope) < 1e-5, "\(kernels.name)")
        wantedSums[channel] += Double(slope)
      }
      // Single precision loses up to half a unit of 2^-24 with each addition.
      for channel in 0..<channels {
        #expect(abs(Double(sums.pointer[channel]) - wantedSums[channel]) < 1e-6 * Double(rows + 1))
      }
    }
  }
}
