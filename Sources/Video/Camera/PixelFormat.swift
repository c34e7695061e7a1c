/// How a camera's bytes make up a picture: V4L2's four-character code, such as `YUYV` or `MJPG`.
package struct PixelFormat: Sendable, Hashable {
  /// The kernel's number: four ASCII characters, first one lowest; bit 31 says big-endian.
  package let code: UInt32

  package init(code: UInt32) { self.code = code }

  /// A format by its name, any case; also by the common names `MJPEG`, `YUY2`, `I420`, `RGB24`,
  /// `BGR24`, `GRAY`.
  ///
  /// - Returns: nil when the name is not one to four printable ASCII characters.
  package init?(_ name: String) {
    let upper = name.uppercased()
    let fourCharacters = Self.aliases[upper] ?? upper
    let bytes = Array(fourCharacters.utf8)
    guard (1...4).contains(bytes.count), bytes.allSatisfy({ (0x20...0x7e).contains($0) }) else {
      return nil
    }
    let padded = bytes + Array(repeating: 0x20, count: 4 - bytes.count)
    code = padded.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  private init(ascii name: StaticString) {
    code = name.withUTF8Buffer { $0.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) } }
  }

  private static let aliases = [
    "MJPEG": "MJPG", "YUY2": "YUYV", "YUV422": "YUYV", "I420": "YU12", "YUV420": "YU12",
    "RGB24": "RGB3", "BGR24": "BGR3", "GRAY": "GREY", "Y8": "GREY",
  ]

  /// Luma and half-width chroma, packed Y U Y V.
  package static let yuyv = PixelFormat(ascii: "YUYV")
  /// Luma and half-width chroma, packed U Y V Y.
  package static let uyvy = PixelFormat(ascii: "UYVY")
  /// A luma plane, then a quarter-size plane of U and V side by side.
  package static let nv12 = PixelFormat(ascii: "NV12")
  /// A luma plane, then quarter-size planes of U and of V.
  package static let yuv420 = PixelFormat(ascii: "YU12")
  /// One JPEG picture a frame.
  package static let mjpeg = PixelFormat(ascii: "MJPG")
  /// One JPEG picture a frame, by the name that some drivers give it.
  package static let jpeg = PixelFormat(ascii: "JPEG")
  /// Three bytes a pixel: blue, green, red.
  package static let bgr24 = PixelFormat(ascii: "BGR3")
  /// Three bytes a pixel: red, green, blue.
  package static let rgb24 = PixelFormat(ascii: "RGB3")
  /// Gray levels alone.
  package static let grey = PixelFormat(ascii: "GREY")

  /// The formats that are understood here, the cheapest to use first.
  package static let native: [PixelFormat] = [
    .yuyv, .nv12, .uyvy, .yuv420, .mjpeg, .jpeg, .bgr24, .rgb24, .grey,
  ]

  /// The formats that libv4lconvert 1.22 makes pictures of, beside those above: raw ones of sensors
  /// and frame grabbers, then what single cameras have invented.
  static let foreign: [PixelFormat] = [
    "YVYU", "YV12", "NV16", "NV61", "M420", "HM12", "RGBP", "RGB4", "BGR4", "BX24", "XR24", "BA24",
    "AR24", "BA81", "GBRG", "GRBG", "RGGB", "BG10", "GB10", "BA10", "RG10", "pBAA", "pGAA", "pgAA",
    "pRAA", "BYR2", "GB16", "GR16", "RG16", "HSV3", "HSV4", "Y10B", "Y16 ", "PJPG", "JPGL", "S501",
    "S505", "S508", "S561", "O511", "O518", "P207", "M310", "JL20", "S910", "S920", "905C", "S401",
    "KONI", "CITV", "CPIA",
  ].map { PixelFormat(ascii: $0) }

  /// The formats that can be used, the cheapest first.
  package static let supported = native + foreign

  /// Whether there is colour in it; infrared cameras have none.
  package var hasColor: Bool { !Self.colorless.contains(self) }

  private static let colorless: Set<PixelFormat> = Set(
    [
      "GREY", "Y04 ", "Y06 ", "Y10 ", "Y10B", "Y10P", "Y12 ", "Y14 ", "Y16 ", "Y8I ", "Y12I",
      "Z16 ",
    ].map { PixelFormat(ascii: $0) } + [
      PixelFormat(code: PixelFormat(ascii: "Y16 ").code | 1 << 31)
    ])

  /// Bytes that a pixel takes on its way from the camera, about: how far JPEG shrinks a picture is
  /// up to the picture.
  var bytesPerPixel: Double {
    switch self {
    case .mjpeg, .jpeg: 0.3
    case .grey: 1
    case .nv12, .yuv420: 1.5
    case .bgr24, .rgb24: 3
    default: 2
    }
  }

  /// Whether each frame is a JPEG picture of its own.
  package var isJPEG: Bool { self == .mjpeg || self == .jpeg }
}

extension PixelFormat: CustomStringConvertible {
  package var description: String {
    let bytes = (0..<4).map { UInt8(truncatingIfNeeded: code >> ($0 * 8)) & 0x7f }
    let name = bytes.map { (0x20...0x7e).contains($0) ? String(UnicodeScalar($0)) : "?" }.joined()
    let trimmed = String(name.reversed().drop { $0 == " " }.reversed())
    return code >> 31 == 1 ? trimmed + "-BE" : trimmed
  }
}

extension PixelFormat: Codable {
  /// From its name, as ``description`` writes it.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    guard let format = PixelFormat(name) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(name)\" is no pixel format")
    }
    self = format
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
