import Foundation

/// An uncompressed tar archive (POSIX ustar, GNU long names), read whole: data sets come as such.
package struct TarArchive: Sendable {
  /// A file in the archive.
  package struct Member: Sendable {
    /// Its path, as the archive has it.
    package let name: String
    fileprivate let range: Range<Int>
  }

  package let path: String
  package let members: [Member]
  private let content: Data

  /// - Throws: ``FileError``.
  package init(contentsOf path: String) throws {
    content = try Data(mapping: path)
    self.path = path
    members = try Self.parse(content, path: path)
  }

  /// The content of a file in it.
  package func bytes(of member: Member) -> [UInt8] { [UInt8](content[member.range]) }

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
        throw FileError.noArchive(path: path)
      }
      let bytes = (offset + 512)..<(offset + 512 + size)
      switch header[156] {
      case UInt8(ascii: "L"):
        longName = text([UInt8](content[bytes])[...])
      case UInt8(ascii: "0"), 0:
        let prefix = header[257..<262].elementsEqual("ustar".utf8) ? text(header[345..<500]) : ""
        let short = text(header[0..<100])
        members.append(
          Member(name: longName ?? (prefix.isEmpty ? short : "\(prefix)/\(short)"), range: bytes))
        longName = nil
      default: longName = nil
      }
      offset += 512 + (size + 511) / 512 * 512
    }
    guard !members.isEmpty else { throw FileError.noArchive(path: path) }
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
