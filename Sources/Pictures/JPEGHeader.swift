/// What the segments before a JPEG's first scan say.
struct JPEGHeader {
  private(set) var width = 0
  private(set) var height = 0
  /// Number of components: 1 gray, 3 colour, 4 inks.
  private(set) var components = 0
  /// Whether the scans are coded arithmetically.
  private(set) var isArithmetic = false
  private(set) var orientation = Orientation.upright
  /// Where the first scan starts in the file.
  private(set) var scanStart = 0

  /// - Throws: ``PictureError`` where the segments end early or no frame is among them.
  init(_ bytes: [UInt8], name: String) throws {
    let truncated = PictureError.truncated(name: name, format: JPEGDecoder.format)
    var hasOrientation = false
    var index = 2
    while true {
      // Like libjpeg: what stands between segments is skipped, a marker may have several 0xFF.
      while index < bytes.count, bytes[index] != 0xFF { index += 1 }
      while index < bytes.count, bytes[index] == 0xFF { index += 1 }
      guard index < bytes.count else { throw truncated }
      let marker = bytes[index]
      index += 1
      if JPEGHeader.standsAlone(marker) { continue }
      if marker == JPEGHeader.endOfImage || marker == JPEGHeader.startOfScan { break }
      guard bytes.count - index >= 2 else { throw truncated }
      let length = bytes.bigEndian16(at: index)
      guard bytes.count - index >= length else { throw truncated }
      if JPEGHeader.startsFrame(marker), length >= 8, components == 0 {
        height = bytes.bigEndian16(at: index + 3)
        width = bytes.bigEndian16(at: index + 5)
        components = Int(bytes[index + 7])
        isArithmetic = marker >= JPEGHeader.firstArithmeticFrame
      }
      if marker == JPEGHeader.app1, length >= 8, !hasOrientation,
        bytes.has("Exif\0\0", at: index + 2)
      {
        orientation = Orientation(exif: bytes, in: index + 2..<index + length)
        hasOrientation = true
      }
      index += max(length, 2)
    }
    scanStart = index
    guard components > 0 else {
      throw PictureError.damaged(
        name: name, format: JPEGDecoder.format, reason: "no picture before its first scan")
    }
  }

  private static let startOfScan: UInt8 = 0xDA
  private static let endOfImage: UInt8 = 0xD9
  private static let app1: UInt8 = 0xE1
  private static let firstArithmeticFrame: UInt8 = 0xC9

  private static func standsAlone(_ marker: UInt8) -> Bool {
    marker <= 0x01 || (0xD0...0xD8).contains(marker)
  }

  /// SOF0 to SOF15, without DHT, JPG and DAC, which lie among them.
  private static func startsFrame(_ marker: UInt8) -> Bool {
    (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
  }
}
