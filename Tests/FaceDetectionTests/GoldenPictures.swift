import Foundation
import Imaging
import Pictures

/// The pictures that the golden boxes were made from, by the names they have there.
enum GoldenPictures {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let data = root.appending(path: "../shared/data").standardized
  static let hasSamples = FileManager.default.fileExists(
    atPath: data.appending(path: "samples/astronaut.png").path)
  static let hasWider = FileManager.default.fileExists(
    atPath: data.appending(path: "faces-wider/images.tar").path)

  static func fixture(_ name: String) throws -> Data {
    try Data(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures/\(name)"))
  }

  /// - Parameter source: `samples/…`, `faces-wider/…` or `noise/WIDTHxHEIGHT/SEED`.
  static func gray(_ source: String, crop: [Int]?) throws -> GrayImage {
    let parts = source.split(separator: "/", maxSplits: 1)
    let image: GrayImage
    switch parts[0] {
    case "noise": image = noise(parts[1])
    case "faces-wider":
      let bytes = try tarFile(
        String(parts[1]), in: data.appending(path: "faces-wider/images.tar"))
      image = try Picture.decodeGray(bytes, name: source)
    default: image = try Picture.readGray(data.appending(path: source).path)
    }
    guard let crop else { return image }
    return part(Rect(x: crop[0], y: crop[1], width: crop[2], height: crop[3]), of: image)
  }

  static func part(_ rect: Rect, of image: GrayImage) -> GrayImage {
    var result = GrayImage(width: rect.width, height: rect.height)
    for y in 0..<rect.height {
      for x in 0..<rect.width { result[x: x, y: y] = image[x: rect.x + x, y: rect.y + y] }
    }
    return result
  }

  static func noise(width: Int, height: Int, seed: UInt32) -> GrayImage {
    var seed = seed
    var result = GrayImage(width: width, height: height)
    for index in result.pixels.indices {
      seed = seed &* 1_664_525 &+ 1_013_904_223
      result.pixels[index] = UInt8(seed >> 24)
    }
    return result
  }

  private static func noise(_ name: Substring) -> GrayImage {
    let numbers = name.split { $0 == "x" || $0 == "/" }.compactMap { Int($0) }
    return noise(width: numbers[0], height: numbers[1], seed: UInt32(numbers[2]))
  }

  /// A file of a tape archive (POSIX ustar: headers of 512 bytes, sizes in octal).
  private static func tarFile(_ name: String, in archive: URL) throws -> [UInt8] {
    let file = try FileHandle(forReadingFrom: archive)
    defer { try? file.close() }
    while let header = try file.read(upToCount: 512), header.count == 512 {
      func text(_ range: Range<Int>) -> String {
        String(decoding: header[range].prefix { $0 != 0 && $0 != 0x20 }, as: UTF8.self)
      }
      guard let size = UInt64(text(124..<136), radix: 8) else { break }
      if text(0..<100) == name { return [UInt8](try file.read(upToCount: Int(size)) ?? Data()) }
      try file.seek(toOffset: try file.offset() + (size + 511) / 512 * 512)
    }
    throw CocoaError(.fileNoSuchFile)
  }

  /// CRC-32 as zlib has it (polynomial 0xEDB88320).
  static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var crc = ~UInt32(0)
    for byte in bytes { crc = table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ (crc >> 8) }
    return ~crc
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
  }
}
