import Files
import Glibc

/// A text file that is written line by line, without buffering.
package final class EventFile: EventOutput {
  private let path: String
  private var descriptor: Int32

  /// Makes the file, emptying one that exists.
  ///
  /// - Parameter mode: the permissions of a new file, less the process's mask.
  /// - Throws: ``Files/FileError/system(path:operation:errno:)``.
  package init(path: String, mode: mode_t = 0o666) throws {
    self.path = path
    descriptor = try systemCall("create it", on: path) {
      open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    }
  }

  deinit { if descriptor >= 0 { _ = Glibc.close(descriptor) } }

  package func write(_ text: String) throws {
    try writeAll(Array(text.utf8), to: descriptor, on: path)
  }

  package func close() throws {
    guard descriptor >= 0 else { return }
    // What POSIX leaves open after an interrupted close, Linux has closed: never again.
    let result = Glibc.close(descriptor)
    descriptor = -1
    if result != 0 && errno != EINTR {
      throw FileError.system(path: path, operation: "write it", errno: errno)
    }
  }
}
