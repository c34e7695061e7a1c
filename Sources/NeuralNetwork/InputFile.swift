import Glibc

/// Whole files that come from outside.
enum InputFile {
  /// Protobuf's own limit for one message.
  private static let greatestSize = 1 << 31

  /// Reads a file.
  ///
  /// - Throws: `NeuralNetworkError.cannotRead` where there is none, it is no regular file, is empty
  ///   or larger than 2 GiB, or the system fails.
  static func read(_ path: String) throws -> [UInt8] {
    func failure(_ reason: String) -> NeuralNetworkError {
      .cannotRead(path: path, reason: reason)
    }
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      throw failure(errno == ENOENT ? "there is no such file" : String(cString: strerror(errno)))
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure(String(cString: strerror(errno))) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw failure("it is a folder, not a file") }
    guard status.st_mode & S_IFMT == S_IFREG else { throw failure("it is not a regular file") }
    guard status.st_size > 0 else { throw failure("it is empty") }
    guard status.st_size < greatestSize else { throw failure("it is larger than 2 GiB") }
    return try bytes(of: file, count: Int(status.st_size), failure)
  }

  private static func bytes(
    of file: Int32, count: Int, _ failure: (String) -> NeuralNetworkError
  ) throws -> [UInt8] {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      // SAFETY: never more is asked for than the rest of the buffer.
      while filled < count, let base = buffer.baseAddress {
        let length = Glibc.read(file, base + filled, count - filled)
        if length < 0, errno == EINTR { continue }
        if length < 0 { code = errno }
        guard length > 0 else { return }
        filled += length
      }
    }
    guard code == 0 else { throw failure(String(cString: strerror(code))) }
    guard bytes.count == count else { throw failure("it became shorter while it was read") }
    return bytes
  }
}
