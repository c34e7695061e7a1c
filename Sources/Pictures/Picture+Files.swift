import Files
import Glibc

extension Picture {
  /// The extensions by which pictures are found in folders, in lower case.
  package static let extensions: Set<String> = ["png", "jpg", "jpeg", "webp"]

  /// The picture files in a folder and all folders below it, by extension whatever its case.
  ///
  /// Hidden files and folders are left out. Symbolic links are followed, each folder is gone
  /// through once however many ways lead to it. A folder below `folder` that cannot be read stands
  /// in the list itself, so that whoever reads the list comes to say so.
  ///
  /// - Returns: paths that start with `folder`, sorted by their bytes.
  /// - Throws: ``Files/FileError`` where `folder` itself cannot be read.
  package static func files(in folder: String) throws -> [String] {
    var visited: Set<FileIdentity> = []
    var files: [String] = []
    var folders = [folder]
    var isTop = true
    while let next = folders.popLast() {
      do {
        guard visited.insert(try FileIdentity(of: next)).inserted else { continue }
        for name in try names(in: next) where !name.hasPrefix(".") {
          let path = next.hasSuffix("/") ? next + name : next + "/" + name
          if isFolder(path) {
            folders.append(path)
          } else if hasPictureExtension(name) {
            files.append(path)
          }
        }
      } catch {
        if isTop { throw error }
        files.append(next)
      }
      isTop = false
    }
    return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether a file's name ends like a picture's.
  package static func hasPictureExtension(_ name: String) -> Bool {
    extensions.contains(pathExtension(name))
  }

  /// What follows the last dot of a path's last part, in lower case; empty without one.
  static func pathExtension(_ path: String) -> String {
    let name = path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
    guard let dot = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The names in a folder, sorted by their bytes, without "." and "..".
  private static func names(in folder: String) throws -> [String] {
    guard let stream = opendir(folder) else {
      throw FileError.system(path: folder, operation: "list the folder", errno: errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Follows symbolic links.
  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

/// What makes two paths the same folder.
private struct FileIdentity: Hashable {
  let device: UInt
  let number: UInt

  init(of path: String) throws {
    var status = stat()
    try systemCall("look at it", on: path) { stat(path, &status) }
    device = UInt(status.st_dev)
    number = UInt(status.st_ino)
  }
}
