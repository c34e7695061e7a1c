import Imaging
import Testing

@Suite struct ColorImageTests {
  @Test func grayRoundsAsOpenCVDoes() {
    // Blue, green, red whose gray in OpenCV 4.14 is not what 14-bit weights give.
    let pixels: [(blue: UInt8, green: UInt8, red: UInt8, gray: UInt8)] = [
      (60, 215, 45, 147), (95, 176, 242, 187), (104, 17, 136, 62), (0, 0, 0, 0),
      (255, 255, 255, 255),
    ]
    let image = ColorImage(
      width: pixels.count, height: 1, bytes: pixels.flatMap { [$0.blue, $0.green, $0.red, 255] })
    #expect(image.gray().pixels == pixels.map(\.gray))
  }
}
