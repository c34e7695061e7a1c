import Files
import Imaging

/// Reads and writes still pictures: PNG, JPEG and WebP in, PNG and JPEG out.
///
/// The format is told by a file's content, never by its name. Pictures come upright (EXIF
/// orientation applied), transparent ones on white. Every function may be called from any thread.
package enum Picture {
  /// The greatest number of pixels that is read; more is refused from the header alone.
  package static let maximumPixels = 100_000_000
  /// The greatest file that is read: as many pixels of four times 16 bits fit in.
  private static let maximumBytes = 1 << 30

  /// The picture in a file, in colour; gray files give equal blue, green and red.
  ///
  /// - Throws: ``PictureError``, or ``Files/FileError``.
  package static func read(_ path: String) throws -> ColorImage {
    try decode(bytes(of: path), name: path)
  }

  /// The picture in a file as gray levels.
  ///
  /// Gray files keep their levels exactly, 16 bit ones rounded to 8. Of a JPEG only the luma is
  /// decoded. Colours become luma by ``Imaging/ColorImage/gray()``.
  ///
  /// - Throws: ``PictureError``, or ``Files/FileError``.
  package static func readGray(_ path: String) throws -> GrayImage {
    try decodeGray(bytes(of: path), name: path)
  }

  /// The picture in a file's bytes, in colour: see ``read(_:)``.
  ///
  /// - Parameter name: what the picture is called in errors.
  /// - Throws: ``PictureError``.
  package static func decode(_ bytes: [UInt8], name: String) throws -> ColorImage {
    let decoder = try decoder(for: bytes, name: name)
    return decoder.orientation.apply(to: try decoder.color())
  }

  /// The picture in a file's bytes as gray levels: see ``readGray(_:)``.
  ///
  /// - Parameter name: what the picture is called in errors.
  /// - Throws: ``PictureError``.
  package static func decodeGray(_ bytes: [UInt8], name: String) throws -> GrayImage {
    let decoder = try decoder(for: bytes, name: name)
    return decoder.orientation.apply(to: try decoder.gray())
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    try FileBytes.read(path, as: "picture", limit: maximumBytes)
  }

  private static func decoder(for bytes: [UInt8], name: String) throws -> any PictureDecoder {
    guard !bytes.isEmpty else { throw PictureError.empty(name: name) }
    for kind in [PNGDecoder.self, JPEGDecoder.self, WebPDecoder.self] as [any PictureDecoder.Type]
    where kind.recognizes(bytes) {
      let decoder = try kind.init(bytes, name: name)
      guard decoder.width > 0 && decoder.height > 0 else {
        let reason = "its header says \(decoder.width)x\(decoder.height) pixels"
        throw PictureError.damaged(name: name, format: kind.format, reason: reason)
      }
      guard decoder.width <= maximumPixels / decoder.height else {
        throw PictureError.tooManyPixels(
          name: name, width: decoder.width, height: decoder.height)
      }
      guard !decoder.isTooShort else {
        throw PictureError.truncated(name: name, format: kind.format)
      }
      return decoder
    }
    throw PictureError.foreign(name: name)
  }
}
