import Imaging
import Testing

@Suite struct FaceCropTests {
  /// Hard edges and single bright pixels at once: what is beyond a box differs from its edge.
  private let image: GrayImage = {
    var image = GrayImage(width: 401, height: 307)
    for y in 0..<image.height {
      for x in 0..<image.width {
        let noise = (x &* 7919 ^ y &* 104_729) &* 2_654_435_761 >> 7 & 63
        image[x: x, y: y] = UInt8((x / 13 + y / 17) % 2 * 190 + noise)
      }
    }
    return image
  }()

  @Test(arguments: [
    Rect(x: 10, y: 20, width: 31, height: 31), Rect(x: 9, y: 9, width: 47, height: 47),
    Rect(x: 30, y: 7, width: 48, height: 48), Rect(x: 31, y: 8, width: 49, height: 49),
    Rect(x: 100, y: 33, width: 77, height: 77), Rect(x: 0, y: 0, width: 96, height: 96),
    Rect(x: 301, y: 207, width: 100, height: 100), Rect(x: 57, y: 11, width: 191, height: 191),
    Rect(x: 20, y: 3, width: 300, height: 300), Rect(x: -9, y: -20, width: 120, height: 120),
    Rect(x: 330, y: 250, width: 90, height: 90), Rect(x: -40, y: -40, width: 500, height: 500),
  ])
  func aTrainingPictureBecomesWhatTheNetworkIsFedWith(_ box: Rect) {
    for crop in [FaceCrop(), FaceCrop(width: 32, height: 40)] {
      let trained = crop(crop.trainingPicture(of: box, in: image))
      let fed = crop(box, in: image)
      let difference = zip(trained.pixels, fed.pixels).map { abs(Int($0) - Int($1)) }.max()
      #expect(difference ?? 255 <= 1, "\(box), \(crop)")
    }
  }

  @Test func aTrainingPictureHasThePhotographsOwnPixels() {
    let box = Rect(x: 57, y: 11, width: 191, height: 191)
    let picture = FaceCrop().trainingPicture(of: box, in: image)
    #expect(picture.width == 191 && picture.height == 191)
    for y in 1..<190 {
      for x in 1..<190 where picture[x: x, y: y] != image[x: box.x + x, y: box.y + y] {
        Issue.record("\(x), \(y)")
      }
    }
  }

  @Test func aSmallFaceIsEnlargedToTheNetworksInput() {
    let box = Rect(x: 40, y: 40, width: 30, height: 30)
    #expect(FaceCrop().trainingPicture(of: box, in: image) == FaceCrop()(box, in: image))
  }
}
