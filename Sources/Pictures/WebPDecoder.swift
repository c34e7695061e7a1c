import CWebP
import Imaging

/// WebP by libwebp: lossy, lossless, with alpha; no animations.
struct WebPDecoder: PictureDecoder {
  static let format = "WebP"

  let width: Int
  let height: Int
  let orientation: Orientation
  private let name: String
  private let bytes: [UInt8]

  static func recognizes(_ bytes: [UInt8]) -> Bool {
    bytes.has("RIFF", at: 0) && bytes.has("WEBP", at: 8)
  }

  init(_ bytes: [UInt8], name: String) throws {
    guard bytes.count - 8 >= bytes.littleEndian32(at: 4) else {
      throw PictureError.truncated(name: name, format: Self.format)
    }
    var features = WebPBitstreamFeatures()
    let status = bytes.withUnsafeBufferPointer {
      WebPGetFeatures($0.baseAddress, $0.count, &features)
    }
    guard status != VP8_STATUS_NOT_ENOUGH_DATA else {
      throw PictureError.truncated(name: name, format: Self.format)
    }
    guard status == VP8_STATUS_OK else {
      throw PictureError.damaged(name: name, format: Self.format, reason: "its header is invalid")
    }
    guard features.has_animation == 0 else {
      throw PictureError.unsupported(name: name, reason: "is an animated WebP")
    }
    self.name = name
    self.bytes = bytes
    width = Int(features.width)
    height = Int(features.height)
    orientation = WebPDecoder.orientation(in: bytes)
  }

  /// A picture of one colour takes next to nothing, whatever its size.
  var isTooShort: Bool { false }

  func color() throws -> ColorImage {
    let count = width * height * 4
    // Not filled before: of a damaged file only the memory up to the damage is touched.
    // SAFETY: the target's size is passed along; libwebp refuses a smaller one than it needs, and
    // has written every pixel where it returns the target.
    let pixels = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
      let decoded = bytes.withUnsafeBufferPointer { file in
        WebPDecodeBGRAInto(
          file.baseAddress, file.count, target.baseAddress, count, Int32(width * 4))
      }
      filled = decoded == nil ? 0 : count
    }
    guard pixels.count == count else {
      throw PictureError.damaged(
        name: name, format: Self.format, reason: "its pixels cannot be decoded")
    }
    var image = ColorImage(width: width, height: height, bytes: pixels)
    image.putOnWhite()
    return image
  }

  func gray() throws -> GrayImage { try color().gray() }

  /// Looks through the RIFF chunks for "EXIF".
  private static func orientation(in bytes: [UInt8]) -> Orientation {
    var index = 12
    while bytes.count - index >= 8 {
      let length = bytes.littleEndian32(at: index + 4)
      guard bytes.count - index - 8 >= length else { break }
      if bytes.has("EXIF", at: index) {
        return Orientation(exif: bytes, in: index + 8..<index + 8 + length)
      }
      index += 8 + length + length % 2
    }
    return .upright
  }
}
