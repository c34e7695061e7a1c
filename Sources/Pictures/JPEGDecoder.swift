import CTurboJPEG
import Imaging

/// JPEG by TurboJPEG.
struct JPEGDecoder: PictureDecoder {
  static let format = "JPEG"

  private let header: JPEGHeader
  private let name: String
  private let bytes: [UInt8]

  var width: Int { header.width }
  var height: Int { header.height }
  var orientation: Orientation { header.orientation }

  /// Each block of 8x8 pixels takes a bit at least, if it is Huffman's code that is used.
  var isTooShort: Bool {
    !header.isArithmetic && ((width + 7) / 8) * ((height + 7) / 8) > bytes.count * 8
  }

  static func recognizes(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xFF, 0xD8, 0xFF])
  }

  init(_ bytes: [UInt8], name: String) throws {
    header = try JPEGHeader(bytes, name: name)
    self.name = name
    self.bytes = bytes
  }

  func color() throws -> ColorImage {
    if header.components == 4 { return try colorOfInks() }
    return ColorImage(width: width, height: height, bytes: try decode(to: TJPF_BGRA, channels: 4))
  }

  func gray() throws -> GrayImage {
    if header.components == 4 { return try colorOfInks().gray() }
    return GrayImage(width: width, height: height, pixels: try decode(to: TJPF_GRAY, channels: 1))
  }

  /// CMYK and YCCK, as light: each ink covers its complement.
  ///
  /// Levels are taken as Adobe stores them, 255 for no ink, with or without Adobe's marker: so do
  /// the other common readers.
  private func colorOfInks() throws -> ColorImage {
    var bytes = try decode(to: TJPF_CMYK, channels: 4)
    for pixel in stride(from: 0, to: bytes.count, by: 4) {
      let black = Int(bytes[pixel + 3])
      let red = (Int(bytes[pixel]) * black + 127) / 255
      bytes[pixel + 1] = UInt8((Int(bytes[pixel + 1]) * black + 127) / 255)
      bytes[pixel] = UInt8((Int(bytes[pixel + 2]) * black + 127) / 255)
      bytes[pixel + 2] = UInt8(red)
      bytes[pixel + 3] = 255
    }
    return ColorImage(width: width, height: height, bytes: bytes)
  }

  /// Decodes all pixels; of gray JPEGs and for gray output the luma alone.
  private func decode(to format: TJPF, channels: Int) throws -> [UInt8] {
    guard let decompressor = tjInitDecompress() else {
      throw PictureError.damaged(name: name, format: Self.format, reason: "no decoder to be had")
    }
    defer { tjDestroy(decompressor) }
    var pixels = [UInt8](repeating: 0, count: width * height * channels)
    // SAFETY: the target holds width * height pixels; TurboJPEG scales down rather than write
    // more than that.
    let status = bytes.withUnsafeBufferPointer { file in
      pixels.withUnsafeMutableBufferPointer { target in
        tjDecompress2(
          decompressor, file.baseAddress, UInt(file.count), target.baseAddress, Int32(width),
          Int32(width * channels), Int32(height), Int32(format.rawValue), TJFLAG_LIMITSCANS)
      }
    }
    if status != 0 { try judge(decompressor) }
    return pixels
  }

  /// Throws where pixels are missing.
  ///
  /// TurboJPEG 2 keeps the last message alone, and calls an error a warning when one came before
  /// it. So the message decides: what is not known to be harmless is an error.
  private func judge(_ decompressor: tjhandle) throws {
    let reason = String(cString: tjGetErrorStr2(decompressor))
    if JPEGDecoder.harmlessWarnings.contains(where: reason.contains) { return }
    if reason.contains("remature end") || !hasEndOfImage {
      throw PictureError.truncated(name: name, format: Self.format)
    }
    if reason.hasPrefix("Unsupported JPEG") {
      throw PictureError.unsupported(
        name: name, reason: "is a rare kind of JPEG that is not read (\(reason))")
    }
    throw PictureError.damaged(name: name, format: Self.format, reason: reason)
  }

  private var hasEndOfImage: Bool {
    let scans = bytes[header.scanStart...]
    return zip(scans, scans.dropFirst()).contains { $0 == 0xFF && $1 == 0xD9 }
  }

  /// Warnings of libjpeg after which every pixel is there: cameras that put bytes too many between
  /// the parts of a file, and programs that say odd things in its header.
  private static let harmlessWarnings = [
    "extraneous bytes before marker", "Invalid SOS parameters", "Unknown Adobe color transform",
    "unknown JFIF revision",
  ]
}
