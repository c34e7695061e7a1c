import Glibc

/// Writes files that appear complete or not at all.
package enum FileReplacement {
  /// Writes `bytes` under another name beside `path`, flushes them to the disk, and renames.
  ///
  /// A symbolic link at `path` stays; the file that it leads to is replaced. What is there and no
  /// regular file, such as `/dev/null` or a pipe, is written to and never replaced.
  ///
  /// - Parameter mode: the permissions of a new file, less the process's mask.
  /// - Throws: ``FileError/system(path:operation:errno:)``; nothing new is left behind then.
  package static func write(
    _ bytes: [UInt8], to path: String, mode: mode_t = 0o666
  ) throws {
    if isSpecial(path) { return try writeInPlace(bytes, to: path) }
    let target = resolved(path)
    let temporary = "\(target).\(getpid())-\(UInt32.random(in: 0...UInt32.max)).part"
    let file = try systemCall("create it", on: path) {
      open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    }
    do {
      defer { close(file) }
      try writeAll(bytes, to: file, on: path)
      try systemCall("flush it to the disk", on: path) { fsync(file) }
      try systemCall("put it in place", on: path) { rename(temporary, target) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private static func isSpecial(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  private static func writeInPlace(_ bytes: [UInt8], to path: String) throws {
    let file = try systemCall("open it", on: path) { open(path, O_WRONLY | O_CLOEXEC) }
    defer { close(file) }
    try writeAll(bytes, to: file, on: path)
  }

  /// Where a chain of symbolic links ends; `path` itself where it is none or leads nowhere.
  private static func resolved(_ path: String) -> String {
    guard let end = realpath(path, nil) else { return path }
    defer { free(end) }
    return String(cString: end)
  }
}
