import CPNG
import Imaging

/// PNG by libpng's simplified interface.
///
/// Levels are taken as stored. libpng itself would convert by the file's gamma and colour
/// profile, as no other common reader does; so it is given the chunks that make the pixels and
/// none of the others. Which also keeps their compressed texts and profiles from being unpacked.
struct PNGDecoder: PictureDecoder {
  static let format = "PNG"

  let width: Int
  let height: Int
  let orientation: Orientation
  private let name: String
  /// The file with pixel chunks only.
  private let bytes: [UInt8]

  /// Deflate's longest match, 258 bytes, takes two bits at least; a pixel takes one.
  var isTooShort: Bool { width * height / 8 > bytes.count * 1032 }

  static func recognizes(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
  }

  init(_ bytes: [UInt8], name: String) throws {
    var pixelChunks: [Range<Int>] = []
    var orientation = Orientation.upright
    var index = 8
    var isComplete = false
    while !isComplete {
      // Length, name, the bytes themselves, checksum.
      guard bytes.count - index >= 12, bytes.count - index - 12 >= bytes.bigEndian32(at: index)
      else { throw PictureError.truncated(name: name, format: Self.format) }
      let end = index + 12 + bytes.bigEndian32(at: index)
      if ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"].contains(where: { bytes.has($0, at: index + 4) })
      {
        pixelChunks.append(index..<end)
      }
      if bytes.has("eXIf", at: index + 4) {
        orientation = Orientation(exif: bytes, in: index + 8..<end - 4)
      }
      isComplete = bytes.has("IEND", at: index + 4)
      index = end
    }
    guard bytes.has("IHDR", at: 12), bytes.bigEndian32(at: 8) == 13 else {
      throw PictureError.damaged(
        name: name, format: Self.format, reason: "it does not start with a header")
    }
    self.name = name
    self.orientation = orientation
    width = bytes.bigEndian32(at: 16)
    height = bytes.bigEndian32(at: 20)
    let kept = pixelChunks.reduce(8) { $0 + $1.count }
    self.bytes =
      kept == bytes.count ? bytes : bytes[..<8] + pixelChunks.flatMap { bytes[$0] }
  }

  func color() throws -> ColorImage {
    let pixels = try decode { _ in
      PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_BGR | PNG_FORMAT_FLAG_ALPHA
    }
    var image = ColorImage(width: width, height: height, bytes: pixels.bytes)
    image.putOnWhite()
    return image
  }

  func gray() throws -> GrayImage {
    let pixels = try decode { stored in
      stored & PNG_FORMAT_FLAG_COLOR == 0
        ? stored & PNG_FORMAT_FLAG_ALPHA
        : PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_BGR | PNG_FORMAT_FLAG_ALPHA
    }
    switch pixels.format {
    case 0:
      return GrayImage(width: width, height: height, pixels: pixels.bytes)
    case PNG_FORMAT_FLAG_ALPHA:
      return GrayImage(width: width, height: height, levelsAndAlpha: pixels.bytes)
    default:
      var image = ColorImage(width: width, height: height, bytes: pixels.bytes)
      image.putOnWhite()
      return image.gray()
    }
  }

  /// Decodes to eight bits a channel.
  ///
  /// - Parameter choose: the wanted pixel format for the stored one, in `PNG_FORMAT_FLAG`s.
  private func decode(
    choose: (_ stored: UInt32) -> UInt32
  ) throws -> (bytes: [UInt8], format: UInt32) {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    // SAFETY: libpng keeps the address of `image` until it is freed, so all calls happen inside
    // this closure; the target has the bytes that width, height and channels ask for.
    return try withUnsafeMutablePointer(to: &image) { image in
      defer { png_image_free(image) }
      return try bytes.withUnsafeBytes { file in
        png_image_begin_read_from_memory(image, file.baseAddress, file.count)
        try check(image)
        precondition(
          image.pointee.width == width && image.pointee.height == height,
          "libpng sees \(image.pointee.width)x\(image.pointee.height), not \(width)x\(height)")
        let format = choose(image.pointee.format)
        image.pointee.format = format
        // 16 bit levels follow the same curve as 8 bit ones; libpng's default is linear light.
        image.pointee.flags |= UInt32(PNG_IMAGE_FLAG_16BIT_sRGB)
        let channels =
          (format & PNG_FORMAT_FLAG_COLOR == 0 ? 1 : 3)
          + (format & PNG_FORMAT_FLAG_ALPHA == 0 ? 0 : 1)
        var pixels = [UInt8](repeating: 0, count: width * height * channels)
        pixels.withUnsafeMutableBytes {
          _ = png_image_finish_read(image, nil, $0.baseAddress, Int32(width * channels), nil)
        }
        try check(image)
        return (pixels, format)
      }
    }
  }

  private func check(_ image: UnsafePointer<png_image>) throws {
    guard png_image_has_failed(image) != 0 else { return }
    throw PictureError.damaged(
      name: name, format: Self.format, reason: image.pointee.text)
  }
}
