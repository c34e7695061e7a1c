import Imaging
import Testing

@Suite struct ColorImageMirrorTests {
  @Test(arguments: [(1, 1), (2, 3), (5, 2), (0, 4), (8, 1)])
  func everyPixelMovesToTheOtherSideOfItsRow(width: Int, height: Int) {
    let bytes = (0..<width * height * 4).map { UInt8($0 % 251) }
    let image = ColorImage(width: width, height: height, bytes: bytes)
    let mirrored = image.mirrored()
    for y in 0..<height {
      for x in 0..<width {
        let (from, to) = ((y * width + x) * 4, (y * width + width - 1 - x) * 4)
        #expect(mirrored.bytes[to..<to + 4].elementsEqual(bytes[from..<from + 4]))
      }
    }
    #expect(mirrored.mirrored() == image)
  }

  @Test func aRectangleIsMirroredWithItsPixels() {
    var image = ColorImage(width: 9, height: 4)
    let rect = Rect(x: 1, y: 1, width: 3, height: 2)
    for y in rect.y..<rect.maxY {
      for x in rect.x..<rect.maxX { image.bytes[(y * 9 + x) * 4] = 200 }
    }
    let mirrored = image.mirrored()
    let box = rect.mirrored(inWidth: 9)
    #expect(box == Rect(x: 5, y: 1, width: 3, height: 2))
    for y in 0..<4 {
      for x in 0..<9 {
        let inside = box.contains(Rect(x: x, y: y, width: 1, height: 1))
        #expect((mirrored.bytes[(y * 9 + x) * 4] == 200) == inside)
      }
    }
  }
}
