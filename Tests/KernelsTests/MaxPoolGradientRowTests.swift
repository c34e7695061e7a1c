import Kernels
import Testing

/// Max pooling's gradient of every build against plain comparisons.
@Suite struct MaxPoolGradientRowTests {
  @Test(arguments: [(0, 8), (1, 8), (3, 24), (7, 16)])
  func theFirstGreatestOfABlockTakesTheSlope(width: Int, channels: Int) {
    var random = SplitMix64(seed: 8)
    // Few levels, so that many of a block are equal.
    let rows = (0..<2).map { _ in
      FloatBuffer((0..<(2 * width * channels)).map { _ in (random.nextFloat() * 2).rounded() })
    }
    let slopes = FloatBuffer((0..<(width * channels)).map { _ in random.nextFloat() })
    for kernels in NetworkKernels.supported {
      let found = rows.map { row in FloatBuffer(row.values.map { _ in 9 }) }
      kernels.maxPoolGradientRow(
        width, channels, rows[0].pointer, rows[1].pointer, slopes.pointer, found[0].pointer,
        found[1].pointer)
      for index in 0..<(width * channels) {
        let place = index / channels * 2 * channels + index % channels
        let places = [(0, place), (0, place + channels), (1, place), (1, place + channels)]
        let values = places.map { rows[$0.0].pointer[$0.1] }
        let greatest = values.firstIndex(of: values.max() ?? 0)
        for (number, place) in places.enumerated() {
          let wanted = number == greatest ? slopes.pointer[index] : 0
          #expect(found[place.0].pointer[place.1] == wanted, "\(kernels.name), \(values)")
        }
      }
    }
  }
}
