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
      Entry(name: String(file.dropFirst(path.count).drop { $0 == "/" })) {
        try Picture.readGray(file)
      }
    }
  }

  private static func inArchive(_ path: String) throws -> [Entry] {
    let archive = try TarArchive(contentsOf: path)
    return archive.members.filter { Picture.hasPictureExtension($0.name) }.map { member in
      Entry(name: member.name) {
        try Picture.decodeGray(archive.bytes(of: member), name: "\(path):\(member.name)")
      }
    }.sorted { $0.name < $1.name }
  }

  /// The entries that a table knows, with what it knows: names may have folders before the table's.
  package func entries<T>(in table: [String: T]) -> [(entry: Entry, value: T)] {
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
