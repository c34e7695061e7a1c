import CPNG
import CTurboJPEG
import Files
import Glibc
import Imaging

extension Picture {
  /// The quality of written JPEGs, 1...100.
  static let quality = 92

  /// Writes a picture as PNG or JPEG, by the path's extension.
  ///
  /// The file appears complete or not at all: it is written under another name beside `path`,
  /// flushed to the disk and then renamed; what stood at `path` is replaced.
  ///
  /// - Parameter mode: the permissions of a new file, less the process's mask.
  /// - Throws: ``PictureError``, or ``Files/FileError`` where the file can't be written.
  package static func write(
    _ image: ColorImage, to path: String, mode: mode_t = 0o666
  ) throws {
    let file = try WrittenFormat(path: path)
    try FileReplacement.write(file.encode(Pixels(image), path: path), to: path, mode: mode)
  }

  /// Writes a picture as gray PNG or JPEG, by the path's extension: see ``write(_:to:mode:)``.
  package static func write(
    _ image: GrayImage, to path: String, mode: mode_t = 0o666
  ) throws {
    let file = try WrittenFormat(path: path)
    try FileReplacement.write(file.encode(Pixels(image), path: path), to: path, mode: mode)
  }

  /// The bytes of a picture's JPEG file.
  ///
  /// - Parameter name: what the picture is called in errors.
  /// - Throws: ``PictureError``.
  package static func encodeJPEG(_ image: ColorImage, name: String) throws -> [UInt8] {
    try WrittenFormat.jpeg.encode(Pixels(image), path: name)
  }
}

/// Pixels as both encoders take them.
private struct Pixels {
  let width: Int
  let height: Int
  /// 1 for gray, 3 for blue, green, red.
  let channels: Int
  let bytes: [UInt8]

  init(_ image: GrayImage) {
    width = image.width
    height = image.height
    channels = 1
    bytes = image.pixels
  }

  init(_ image: ColorImage) {
    width = image.width
    height = image.height
    channels = 3
    var packed = [UInt8](repeating: 0, count: image.width * image.height * 3)
    for pixel in 0..<image.width * image.height {
      packed[pixel * 3] = image.bytes[pixel * 4]
      packed[pixel * 3 + 1] = image.bytes[pixel * 4 + 1]
      packed[pixel * 3 + 2] = image.bytes[pixel * 4 + 2]
    }
    bytes = packed
  }
}

private enum WrittenFormat: String {
  case png = "PNG"
  case jpeg = "JPEG"

  init(path: String) throws {
    switch Picture.pathExtension(path) {
    case "png": self = .png
    case "jpg", "jpeg": self = .jpeg
    default: throw PictureError.unknownExtension(path: path)
    }
  }

  func encode(_ pixels: Pixels, path: String) throws -> [UInt8] {
    guard pixels.width > 0 && pixels.height > 0 else {
      throw failure("it has \(pixels.width)x\(pixels.height) pixels", path: path)
    }
    switch self {
    case .png: return try encodePNG(pixels, path: path)
    case .jpeg: return try encodeJPEG(pixels, path: path)
    }
  }

  private func encodePNG(_ pixels: Pixels, path: String) throws -> [UInt8] {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    image.width = UInt32(pixels.width)
    image.height = UInt32(pixels.height)
    image.format = pixels.channels == 1 ? 0 : PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_BGR
    var count = png_image_largest_file(&image)
    var file = [UInt8](repeating: 0, count: count)
    // SAFETY: libpng keeps the address of `image` during the call alone; it is told the target's
    // size, and the source has the bytes that width, height and channels ask for.
    withUnsafeMutablePointer(to: &image) { image in
      _ = file.withUnsafeMutableBytes { target in
        pixels.bytes.withUnsafeBytes { source in
          png_image_write_to_memory(
            image, target.baseAddress, &count, 0, source.baseAddress,
            Int32(pixels.width * pixels.channels), nil)
        }
      }
    }
    guard png_image_has_failed(&image) == 0 else {
      throw failure(image.text, path: path)
    }
    file.removeLast(file.count - count)
    return file
  }

  private func encodeJPEG(_ pixels: Pixels, path: String) throws -> [UInt8] {
    guard let compressor = tjInitCompress() else {
      throw failure("no encoder to be had", path: path)
    }
    defer { tjDestroy(compressor) }
    let format = pixels.channels == 1 ? TJPF_GRAY : TJPF_BGR
    let sampling = pixels.channels == 1 ? TJSAMP_GRAY : TJSAMP_420
    var file: UnsafeMutablePointer<UInt8>?
    var count: UInt = 0
    defer { tjFree(file) }
    // SAFETY: the source has the bytes that width, height and channels ask for; TurboJPEG
    // allocates the target.
    let status = pixels.bytes.withUnsafeBufferPointer {
      tjCompress2(
        compressor, $0.baseAddress, Int32(pixels.width), Int32(pixels.width * pixels.channels),
        Int32(pixels.height), Int32(format.rawValue), &file, &count,
        Int32(sampling.rawValue), Int32(Picture.quality), 0)
    }
    guard status == 0 else {
      throw failure(String(cString: tjGetErrorStr2(compressor)), path: path)
    }
    return [UInt8](UnsafeBufferPointer(start: file, count: Int(count)))
  }

  private func failure(_ reason: String, path: String) -> PictureError {
    PictureError.notEncoded(path: path, format: rawValue, reason: reason)
  }
}
