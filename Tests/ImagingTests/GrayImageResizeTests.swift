import Imaging
import Testing

@Suite struct GrayImageResizeTests {
  @Test func resizingToTheSameSizeChangesNothing() {
    let image = GrayImage(width: 5, height: 3, pixels: (0..<15).map { UInt8($0 * 17) })
    #expect(image.resized(width: 5, height: 3) == image)
  }

  @Test func enlargingInterpolatesBetweenPixelCentres() {
    let image = GrayImage(width: 2, height: 1, pixels: [0, 100])
    #expect(image.resized(width: 4, height: 1).pixels == [0, 25, 75, 100])
  }

  @Test func shrinkingCountsEverySourcePixel() {
    // One bright pixel anywhere leaves a trace: plain bilinear would miss most of them.
    for bright in 0..<16 {
      var image = GrayImage(width: 16, height: 16)
      image[x: bright, y: 7] = 255
      let small = image.resized(width: 4, height: 4)
      #expect(small.pixels.contains { $0 > 0 }, "bright column \(bright)")
    }
  }

  @Test func aRegionBeyondThePictureRepeatsItsEdge() {
    let image = GrayImage(width: 2, height: 2, pixels: [10, 20, 30, 40])
    let region = Rect(x: -2, y: -2, width: 6, height: 6)
    let result = image.resized(region, width: 6, height: 6)
    #expect(result[x: 0, y: 0] == 10)
    #expect(result[x: 5, y: 5] == 40)
    #expect(result[x: 2, y: 3] == 30)
  }

  @Test func aFlatPictureStaysFlatAtEverySize() {
    let image = GrayImage(width: 7, height: 13, filledWith: 201)
    for (width, height) in [(1, 1), (48, 48), (3, 40), (100, 2)] {
      #expect(image.resized(width: width, height: height).pixels.allSatisfy { $0 == 201 })
    }
  }
}
