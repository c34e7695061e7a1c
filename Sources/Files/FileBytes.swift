import Glibc

/// The content of files that come from outside.
package enum FileBytes {
  /// Reads a whole regular file.
  ///
  /// - Parameters:
  ///   - wanted: what the file should be, as it follows "not a" in a message: "picture".
  ///   - limit: most bytes that are read.
  /// - Throws: ``FileError``; for folders, devices, pipes and empty files too.
  package static func read(_ path: String, as wanted: String, limit: Int) throws -> [UInt8] {
    // Without O_NONBLOCK opening a pipe would wait for its writer.
    let file = try systemCall("open it", on: path) {
      open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    }
    defer { close(file) }
    var status = stat()
    try systemCall("look at it", on: path) { fstat(file, &status) }
    let kind = status.st_mode & S_IFMT
    guard kind != S_IFDIR else { throw FileError.folder(path: path, wanted: wanted) }
    guard kind == S_IFREG else { throw FileError.notAFile(path: path, wanted: wanted) }
    guard status.st_size <= limit else { throw FileError.tooLarge(path: path, limit: limit) }
    var failure: (any Error)?
    let size = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      do {
        while filled < size, let base = buffer.baseAddress {
          // SAFETY: at most the rest of the buffer is asked for.
          let received = try systemCall("read it", on: path) {
            Glibc.read(file, base + filled, size - filled)
          }
          // Someone shortened the file meanwhile.
          if received == 0 { return }
          filled += received
        }
      } catch { failure = error }
    }
    if let failure { throw failure }
    guard !bytes.isEmpty else { throw FileError.empty(path: path) }
    return bytes
  }
}
