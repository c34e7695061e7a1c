import Foundation

/// An uncompressed tar archive (POSIX ustar, GNU long names), read whole: data sets come as such.
struct TarArchive {
  struct Member {
    let name: String
    let bytes: Range<Int>
  }

  let path: String
  let members: [Member]
  private let content: Data

  init(contentsOf path: String) throws {
    content = try Data(mappingDataSet: path)
    self.path = path
    members = try Self.parse(content, path: path)
  }

  /// The pictures in the archive; the class is the name of the folder a picture lies in.
  func pictureEntries() throws -> [PictureEntry] {
    let suffixes = [".png", ".jpg", ".jpeg", ".webp"]
    return members.compactMap { member -> PictureEntry? in
      let parts = member.name.split(separator: "/")
      let lowered = member.name.lowercased()
      guard parts.count >= 2, suffixes.contains(where: lowered.hasSuffix),
        let file = parts.last, !file.hasPrefix(".")
      else { return nil }
      return PictureEntry(
        className: String(parts[parts.count - 2]), name: "\(path):\(member.name)",
        content: .bytes([UInt8](content[member.bytes])))
    }.sorted { $0.name < $1.name }
  }

  private static func parse(_ content: Data, path: String) throws -> [Member] {
    var members: [Member] = []
    var longName: String?
    var offset = 0
    while offset + 512 <= content.count {
      let header = [UInt8](content[offset..<(offset + 512)])
      if header.allSatisfy({ $0 == 0 }) { break }
      guard checksumFits(header), let size = octal(header[124..<136]),
        size <= content.count - offset - 512
      else {
        throw TrainingError.unreadableData(
          path: path, reason: "not a folder, nor an intact uncompressed tar archive of folders")
      }
      let bytes = (offset + 512)..<(offset + 512 + size)
      switch header[156] {
      case UInt8(ascii: "L"):
        longName = text([UInt8](content[bytes])[...])
      case UInt8(ascii: "0"), 0:
        let prefix = header[257..<262].elementsEqual("ustar".utf8) ? text(header[345..<500]) : ""
        let short = text(header[0..<100])
        members.append(
          Member(name: longName ?? (prefix.isEmpty ? short : "\(prefix)/\(short)"), bytes: bytes))
        longName = nil
      default: longName = nil
      }
      offset += 512 + (size + 511) / 512 * 512
    }
    guard !members.isEmpty else {
      throw TrainingError.unreadableData(
        path: path, reason: "not a folder, nor an uncompressed tar archive with files in it")
    }
    return members
  }

  /// The header's sum of bytes, its own field counted as spaces.
  private static func checksumFits(_ header: [UInt8]) -> Bool {
    let sum = header.enumerated().reduce(0) { total, byte in
      total + ((148..<156).contains(byte.offset) ? 32 : Int(byte.element))
    }
    return octal(header[148..<156]) == sum
  }

  private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
    Int(text(field).trimmingCharacters(in: .whitespaces), radix: 8)
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }
}
