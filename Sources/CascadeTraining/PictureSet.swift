import Files
import Foundation
import Imaging
import Pictures

/// Pictures in a folder and those below it, or in an uncompressed tar archive, read one at a time.
package struct PictureSet: Sendable {
  package struct Entry: Sendable {
    /// Its path below the folder, or in the archive.
    package let name: String
    package let read: @Sendable () throws -> GrayImage
    /// The marks that lie beside it; nil where there are none.
    package let boxes: BoxFile?
  }

  /// Sorted by name.
  package let entries: [Entry]

  /// - Throws: `FileError`, or ``CascadeTrainingError/noPictures(path:wanted:)``.
  package init(_ path: String) throws {
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    entries = isFolder.boolValue ? try Self.inFolder(path) : try Self.inArchive(path)
    if entries.isEmpty { throw CascadeTrainingError.noPictures(path: path, wanted: "picture") }
  }

  private static func inFolder(_ path: String) throws -> [Entry] {
    try Picture.files(in: path).map { file in
      Entry(
        name: String(file.dropFirst(path.count).drop { $0 == "/" }),
        read: { try Picture.readGray(file) },
        boxes: BoxFile.candidates(for: file).first {
          FileManager.default.fileExists(atPath: $0.path)
        }.map { found in
          BoxFile(format: found.format, path: found.path) {
            try FileBytes.read(found.path, as: "file of boxes", limit: 1 << 24)
          }
        })
    }
  }

  private static func inArchive(_ path: String) throws -> [Entry] {
    let archive = try TarArchive(contentsOf: path)
    let members = Dictionary(
      archive.members.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return archive.members.filter { Picture.hasPictureExtension($0.name) }.map { member in
      Entry(
        name: member.name,
        read: { try Picture.decodeGray(archive.bytes(of: member), name: "\(path):\(member.name)") },
        boxes: BoxFile.candidates(for: member.name).compactMap { found in
          members[found.path].map { file in
            BoxFile(format: found.format, path: "\(path):\(found.path)") { archive.bytes(of: file) }
          }
        }.first)
    }.sorted { $0.name < $1.name }
  }

  /// The entries that a table knows, with what it knows.
  package func entries<T>(in table: [String: T]) -> [(entry: Entry, value: T)] {
    Self.matching(entries, table)
  }

  /// The same of some entries. Their names may have folders before the table's.
  package static func matching<T>(
    _ entries: [Entry], _ table: [String: T]
  ) -> [(entry: Entry, value: T)] {
    entries.compactMap { entry in
      var name = Substring(entry.name)
      while true {
        if let value = table[String(name)] { return (entry, value) }
        guard let slash = name.firstIndex(of: "/") else { return nil }
        name = name[name.index(after: slash)...]
      }
    }
  }
}
