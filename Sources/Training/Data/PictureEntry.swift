import Files
import Foundation
import Imaging
import Pictures

/// A picture of a data set before it is read.
struct PictureEntry: Sendable {
  /// Where its bytes are.
  enum Content: Sendable {
    case file(String)
    case bytes([UInt8])
    /// A column of FER-2013's CSV.
    case levels(CSVFile, row: Int, column: Int)
  }

  let className: String
  let name: String
  let content: Content

  func readGray() throws -> GrayImage {
    switch content {
    case .file(let path): try Picture.readGray(path)
    case .bytes(let bytes): try Picture.decodeGray(bytes, name: name)
    case .levels(let file, let row, let column):
      try file.withBytes(row, column) { try FER2013.picture($0, name: name) }
    }
  }

  /// The pictures in the folders of a folder, each folder a class.
  static func inFolder(_ path: String) throws -> [PictureEntry] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw TrainingError.unreadableData(
        path: path, reason: "the folder cannot be listed; check its permissions")
    }
    var entries: [PictureEntry] = []
    for name in names where !name.hasPrefix(".") {
      let folder = "\(path)/\(name)"
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
        isFolder.boolValue
      else { continue }
      let files = try Picture.files(in: folder)
      if files.isEmpty { throw TrainingError.emptyClass(path: path, name: name) }
      entries += files.map { PictureEntry(className: name, name: $0, content: .file($0)) }
    }
    return entries
  }

  /// The pictures in an archive; the class is the name of the folder a picture lies in.
  static func inArchive(_ path: String) throws -> [PictureEntry] {
    let archive = try TarArchive(contentsOf: path)
    return archive.members.compactMap { member -> PictureEntry? in
      let parts = member.name.split(separator: "/")
      guard parts.count >= 2, let file = parts.last, !file.hasPrefix("."),
        Picture.hasPictureExtension(member.name)
      else { return nil }
      return PictureEntry(
        className: String(parts[parts.count - 2]), name: "\(path):\(member.name)",
        content: .bytes(archive.bytes(of: member)))
    }.sorted { $0.name < $1.name }
  }
}
