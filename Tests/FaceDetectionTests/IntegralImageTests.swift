import FaceDetection
import Imaging
import Testing

@Suite struct IntegralImageTests {
  @Test(arguments: [(1, 1), (5, 7), (8, 3), (31, 17)], [false, true])
  func fourCornersGiveEveryRectanglesSums(_ size: (Int, Int), split: Bool) {
    let (width, height) = size
    let layout = split ? IntegralImage.Layout.split : .dense
    let image = GoldenPictures.noise(width: width, height: height, seed: 5)
    var integral = IntegralImage()
    // A larger picture before it leaves its sums in the buffers.
    fill(&integral, GoldenPictures.noise(width: 40, height: 20, seed: 1), layout)
    fill(&integral, image, layout)
    for y in 0..<height {
      for x in 0..<width {
        for bottom in (y + 1)...height {
          for right in (x + 1)...width {
            let rect = Rect(x: x, y: y, width: right - x, height: bottom - y)
            let levels = GoldenPictures.part(rect, of: image).pixels.map(Int32.init)
            let corners = IntegralImage.corners(of: rect, stride: integral.stride, layout: layout)
            #expect(sum(integral.sums, corners) == levels.reduce(0, +))
            #expect(sum(integral.squares, corners) == levels.reduce(0) { $0 + $1 * $1 })
          }
        }
      }
    }
  }

  private func fill(
    _ integral: inout IntegralImage, _ image: GrayImage, _ layout: IntegralImage.Layout
  ) {
    integral.begin(width: image.width, height: image.height, layout: layout)
    for y in 0..<image.height {
      let row = Array(image.pixels[(y * image.width)..<((y + 1) * image.width)])
      row.withUnsafeBufferPointer { integral.addRow($0, at: y) }
    }
  }

  private func sum(_ table: [Int32], _ corners: SIMD4<Int32>) -> Int32 {
    table[Int(corners[0])] &- table[Int(corners[1])] &- table[Int(corners[2])]
      &+ table[Int(corners[3])]
  }
}
