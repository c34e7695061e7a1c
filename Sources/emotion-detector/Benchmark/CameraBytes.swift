import Imaging
import Pictures
import Video

/// A picture as a camera would deliver it, in limited-range BT.601.
enum CameraBytes {
  /// - Parameter format: `.yuyv`, `.nv12` or `.mjpeg`.
  /// - Throws: the error of `Pictures` where the picture can't be encoded.
  static func make(_ image: ColorImage, _ format: PixelFormat) throws -> [UInt8] {
    switch format {
    case .yuyv: yuyv(image)
    case .nv12: nv12(image)
    default: try Picture.encodeJPEG(image, name: "camera frame")
    }
  }

  /// Bytes from one row to the next.
  static func stride(_ image: ColorImage, _ format: PixelFormat) -> Int {
    switch format {
    case .yuyv: image.width * 2
    case .nv12: image.width
    default: 0
    }
  }

  private static func yuyv(_ image: ColorImage) -> [UInt8] {
    (0..<image.width * image.height / 2).flatMap { pair in
      let (left, right) = (levels(image, pair * 2), levels(image, pair * 2 + 1))
      return [left.y, left.u, right.y, left.v]
    }
  }

  private static func nv12(_ image: ColorImage) -> [UInt8] {
    let luma = (0..<image.width * image.height).map { levels(image, $0).y }
    let chroma = (0..<image.height / 2).flatMap { row in
      (0..<image.width / 2).flatMap { column in
        let pixel = levels(image, row * 2 * image.width + column * 2)
        return [pixel.u, pixel.v]
      }
    }
    return luma + chroma
  }

  private static func levels(_ image: ColorImage, _ pixel: Int) -> (y: UInt8, u: UInt8, v: UInt8) {
    let (blue, green, red) = (
      Int(image.bytes[pixel * 4]), Int(image.bytes[pixel * 4 + 1]), Int(image.bytes[pixel * 4 + 2])
    )
    return (
      UInt8((66 * red + 129 * green + 25 * blue + 128) >> 8 + 16),
      UInt8((112 * blue - 74 * green - 38 * red + 128) >> 8 + 128),
      UInt8((112 * red - 94 * green - 18 * blue + 128) >> 8 + 128)
    )
  }
}
