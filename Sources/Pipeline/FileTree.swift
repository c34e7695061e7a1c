import Foundation

/// Folders on the way to a file.
package enum FileTree {
  /// Makes a folder and those above it where they are missing, readable by their owner alone.
  ///
  /// - Throws: ``PipelineError/unwritable(path:errno:)``.
  package static func makeFolders(_ path: String, mode: mode_t = 0o700) throws {
    if path.isEmpty || mkdir(path, mode) == 0 || isFolder(path) { return }
    guard errno == ENOENT else { throw PipelineError.unwritable(path: path, errno: errno) }
    let above = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try makeFolders(above, mode: mode)
    if mkdir(path, mode) != 0 && errno != EEXIST {
      throw PipelineError.unwritable(path: path, errno: errno)
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    let number = errno
    defer { errno = number }
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
