import Glibc

/// Writes files that appear complete or not at all.
enum FileReplacement {
  /// Writes `bytes` under another name beside `path`, flushes them to the disk, and renames.
  ///
  /// A symbolic link at `path` stays; the file that it leads to is replaced.
  ///
  /// - Throws: ``PictureError/system(path:operation:reason:)``; nothing new is left behind then.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let target = resolved(path)
    let temporary = "\(target).\(getpid())-\(UInt32.random(in: 0...UInt32.max)).part"
    let file = try systemCall("create it", on: path) {
      open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    }
    do {
      defer { close(file) }
      var count = 0
      while count < bytes.count {
        count += try bytes.withUnsafeBytes { buffer in
          // SAFETY: at most the rest of the buffer is written.
          try systemCall("write it", on: path) {
            Glibc.write(file, buffer.baseAddress?.advanced(by: count), bytes.count - count)
          }
        }
      }
      try systemCall("flush it to the disk", on: path) { fsync(file) }
      try systemCall("put it in place", on: path) { rename(temporary, target) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Where a chain of symbolic links ends; `path` itself where it is none or leads nowhere.
  private static func resolved(_ path: String) -> String {
    guard let end = realpath(path, nil) else { return path }
    defer { free(end) }
    return String(cString: end)
  }
}
