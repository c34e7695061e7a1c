import Imaging
import Testing
import Video

@Suite struct DisplayOrientationTests {
  private let one: Int32 = 1 << 16

  @Test(
    arguments: [
      ([1, 0, 0, 1], [1, 2, 3, 4, 5, 6]), ([-1, 0, 0, 1], [3, 2, 1, 6, 5, 4]),
      ([1, 0, 0, -1], [4, 5, 6, 1, 2, 3]), ([-1, 0, 0, -1], [6, 5, 4, 3, 2, 1]),
      ([0, 1, 1, 0], [1, 4, 2, 5, 3, 6]), ([0, 1, -1, 0], [4, 1, 5, 2, 6, 3]),
      ([0, -1, 1, 0], [3, 6, 2, 5, 1, 4]), ([0, -1, -1, 0], [6, 3, 5, 2, 4, 1]),
    ] as [([Int32], [UInt8])])
  func everyMatrixOfQuarterTurnsAndMirrorsIsApplied(_ abcd: [Int32], _ expected: [UInt8]) {
    let matrix = [abcd[0] * one, abcd[1] * one, 0, abcd[2] * one, abcd[3] * one, 0, 0, 0, 1 << 30]
    let orientation = DisplayOrientation(matrix: matrix)
    let image = GrayImage(width: 3, height: 2, pixels: [1, 2, 3, 4, 5, 6])
    let turned = orientation.apply(to: image)
    #expect(turned.pixels == expected)
    #expect(turned.width == (abcd[0] == 0 ? 2 : 3))
    let color = orientation.apply(to: ColorImage(image))
    #expect(color == ColorImage(turned))
  }

  @Test func anAngleBetweenIsRoundedToAQuarterTurn() {
    // 80 degrees.
    let matrix: [Int32] = [11380, 64540, 0, -64540, 11380, 0, 0, 0, 1 << 30]
    #expect(
      DisplayOrientation(matrix: matrix)
        == DisplayOrientation(swapsSides: true, mirrorsColumns: true))
  }
}
