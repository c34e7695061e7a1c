import Glibc

/// Folders on the way to a file.
package enum FileTree {
  /// Makes a folder and those above it where they are missing, readable by their owner alone.
  ///
  /// - Throws: ``FileError/system(path:operation:errno:)``.
  package static func makeFolders(_ path: String, mode: mode_t = 0o700) throws {
    if path.isEmpty || isFolder(path) || mkdir(path, mode) == 0 { return }
    let number = errno
    let above = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    if number == ENOENT, !above.isEmpty {
      try makeFolders(above, mode: mode)
      if mkdir(path, mode) == 0 || isFolder(path) { return }
    }
    throw FileError.system(path: path, operation: "make the folder", errno: number)
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
