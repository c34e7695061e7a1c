import Glibc

/// The content of files.
enum FileBytes {
  /// The greatest file that is read: 100 million pixels of four times 16 bits fit in.
  static let maximumCount = 1 << 30

  /// Reads a whole regular file.
  ///
  /// - Throws: ``PictureError``; for folders, devices and pipes too.
  static func read(_ path: String) throws -> [UInt8] {
    // Without O_NONBLOCK opening a pipe would wait for its writer.
    let file = try systemCall("open it", on: path) {
      open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    }
    defer { close(file) }
    var status = stat()
    try systemCall("look at it", on: path) { fstat(file, &status) }
    let kind = status.st_mode & S_IFMT
    guard kind != S_IFDIR else { throw PictureError.folder(path: path) }
    guard kind == S_IFREG else { throw PictureError.notAFile(path: path) }
    let size = Int(status.st_size)
    guard size <= maximumCount else {
      throw PictureError.tooManyBytes(name: path, count: size)
    }
    var bytes = [UInt8](repeating: 0, count: size)
    var count = 0
    while count < size {
      let received = try bytes.withUnsafeMutableBytes { buffer in
        // SAFETY: at most the rest of the buffer is asked for.
        try systemCall("read it", on: path) {
          Glibc.read(file, buffer.baseAddress?.advanced(by: count), size - count)
        }
      }
      // Someone shortened the file meanwhile.
      if received == 0 { break }
      count += received
    }
    bytes.removeLast(size - count)
    return bytes
  }
}
