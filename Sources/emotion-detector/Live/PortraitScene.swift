import Imaging
import Pictures

/// The built-in portraits, both in the public domain, on a plain background.
struct PortraitScene: Sendable {
  /// A portrait by its index and where its left upper corner lies.
  struct Place {
    let portrait: Int
    let x: Int
    let y: Int
  }

  let portraits: [ColorImage]
  private let background: ColorImage

  /// - Throws: the error of `Pictures` where the built-in pictures can't be read.
  init(width: Int, height: Int) throws {
    portraits = [
      try Picture.decode(PackageResources.astronaut_jpg, name: "demo picture astronaut"),
      try Picture.decode(PackageResources.grace_hopper_jpg, name: "demo picture grace hopper"),
    ]
    background = Self.makeBackground(width: width, height: height)
  }

  /// The picture with the portraits at their places; what reaches beyond it is cut off.
  func image(_ places: [Place]) -> ColorImage {
    var image = background
    for place in places {
      Self.paste(portraits[place.portrait], on: &image, x: place.x, y: place.y)
    }
    return image
  }

  /// The picture with so many portraits, by turns, side by side.
  func image(faces: Int) -> ColorImage {
    image(
      (0..<faces).map { index in
        let portrait = portraits[index % portraits.count]
        return Place(
          portrait: index % portraits.count,
          x: background.width * (2 * index + 1) / (2 * faces) - portrait.width / 2,
          y: (background.height - portrait.height) / 2)
      })
  }

  private static func paste(_ part: ColorImage, on image: inout ColorImage, x: Int, y: Int) {
    let visible = image.bounds.intersection(
      Rect(x: x, y: y, width: part.width, height: part.height))
    for row in 0..<visible.height {
      let source = ((visible.y + row - y) * part.width + visible.x - x) * 4
      let target = ((visible.y + row) * image.width + visible.x) * 4
      let length = visible.width * 4
      image.bytes.replaceSubrange(
        target..<target + length, with: part.bytes[source..<source + length])
    }
  }

  private static func makeBackground(width: Int, height: Int) -> ColorImage {
    var image = ColorImage(width: width, height: height)
    for y in 0..<height {
      let shade = UInt8(52 + y * 36 / height)
      for x in 0..<width {
        let pixel = (y * width + x) * 4
        image.bytes[pixel] = shade + 14
        image.bytes[pixel + 1] = shade + 4
        image.bytes[pixel + 2] = shade
      }
    }
    return image
  }
}
