import Foundation

/// A text file that is written line by line, without buffering.
package final class EventFile: EventOutput {
  private let path: String
  private var descriptor: Int32

  /// Makes the file, emptying one that exists.
  ///
  /// - Parameter mode: the permissions of a new file, less the process's mask.
  /// - Throws: ``PipelineError/unwritable(path:errno:)``.
  package init(path: String, mode: mode_t = 0o666) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    if descriptor < 0 { throw PipelineError.unwritable(path: path, errno: errno) }
  }

  deinit { if descriptor >= 0 { _ = Foundation.close(descriptor) } }

  package func write(_ text: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw PipelineError.unwritable(path: path, errno: errno) }
      rest = rest.dropFirst(count)
    }
  }

  package func close() throws {
    guard descriptor >= 0 else { return }
    let result = Foundation.close(descriptor)
    descriptor = -1
    if result != 0 { throw PipelineError.unwritable(path: path, errno: errno) }
  }
}
