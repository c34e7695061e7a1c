import Daemon
import Imaging
import Testing

@Suite struct PrivacyMaskTests {
  /// A chequered picture: every pixel differs from its neighbours.
  private func chequered() -> ColorImage {
    var image = ColorImage(width: 80, height: 60)
    for y in 0..<60 {
      for x in 0..<80 where (x + y) % 2 == 0 {
        for channel in 0..<3 { image.bytes[(y * 80 + x) * 4 + channel] = 255 }
      }
    }
    return image
  }

  private func pixel(_ image: ColorImage, _ x: Int, _ y: Int) -> [UInt8] {
    Array(image.bytes[(y * 80 + x) * 4..<(y * 80 + x) * 4 + 4])
  }

  @Test func aBoxLeavesNothingOfAFaceAndAllOfTheRest() {
    var image = chequered()
    PrivacyMask.hide([Rect(x: 20, y: 20, width: 20, height: 20)], by: .box, in: &image)
    for y in 0..<60 {
      for x in 0..<80 {
        let isInside = (15..<45).contains(x) && (15..<45).contains(y)
        #expect(pixel(image, x, y) == (isInside ? [0, 0, 0, 255] : pixel(chequered(), x, y)))
      }
    }
  }

  @Test func aBlurLeavesNoDetail() {
    var image = chequered()
    PrivacyMask.hide([Rect(x: 20, y: 20, width: 24, height: 24)], by: .blur, in: &image)
    for y in 15..<49 {
      for x in 15..<49 { #expect(abs(Int(pixel(image, x, y)[0]) - 128) < 12) }
    }
    #expect(pixel(image, 10, 10) == pixel(chequered(), 10, 10))
  }

  @Test func aFaceAtTheEdgeIsHiddenAsFarAsItIsSeen() {
    for privacy in [Privacy.blur, .box] {
      var image = chequered()
      PrivacyMask.hide(
        [
          Rect(x: -10, y: -10, width: 20, height: 20), Rect(x: 75, y: 55, width: 1, height: 1),
          Rect(x: 200, y: 200, width: 9, height: 9),
        ], by: privacy, in: &image)
      #expect(pixel(image, 0, 0)[0] != 255)
      #expect(image.bytes.count == 80 * 60 * 4)
    }
  }

  @Test func withoutPrivacyNothingChanges() {
    var image = chequered()
    PrivacyMask.hide([Rect(x: 20, y: 20, width: 20, height: 20)], by: .none, in: &image)
    #expect(image == chequered())
  }
}
