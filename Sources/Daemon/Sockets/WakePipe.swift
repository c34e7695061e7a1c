import Files
import Glibc

/// Wakes a thread that waits in `poll`. Any thread may wake.
final class WakePipe: Sendable {
  /// Becomes readable when somebody wakes.
  let reader: Int32
  private let writer: Int32

  /// - Throws: ``Files/FileError`` where the process has no descriptor left.
  init() throws {
    var ends: [Int32] = [0, 0]
    let kind =
      Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    // A pair of sockets: they are closed for other programs from the beginning, pipes are not.
    try systemCall("make a pipe", on: "sockets") { socketpair(AF_UNIX, kind, 0, &ends) }
    (reader, writer) = (ends[0], ends[1])
  }

  deinit {
    close(reader)
    close(writer)
  }

  func wake() {
    var byte: UInt8 = 0
    // It only fails when the pipe is full, and then the reader is awake already.
    _ = send(writer, &byte, 1, Int32(MSG_NOSIGNAL))
  }

  /// Takes what is in it: the next `wake` is noticed again.
  func clear() {
    withUnsafeTemporaryAllocation(byteCount: 512, alignment: 1) { buffer in
      // SAFETY: no more than the buffer holds is asked for.
      while read(reader, buffer.baseAddress, buffer.count) > 0 {}
    }
  }
}
