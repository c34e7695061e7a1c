import Foundation

/// Why results can't be delivered.
enum StandardOutputError: Error, CustomStringConvertible {
  /// The reader of the pipe has gone.
  case closed
  /// A write failed for another reason.
  case failed(errno: Int32)

  var description: String {
    switch self {
    case .closed: "standard output: its reader has gone"
    case .failed(let number):
      "standard output: writing failed: \(String(cString: strerror(number))); "
        + "is the disk it goes to full?"
    }
  }
}

/// The program's results, written without buffering so that a reader has each line at once.
enum StandardOutput {
  private static let lock = NSLock()

  /// Turns a closed pipe into an error of the next write instead of the program's sudden end.
  static func ignoreBrokenPipe() { signal(SIGPIPE, SIG_IGN) }

  /// Whether a person looks at it.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// - Throws: ``StandardOutputError``.
  static func write(_ text: String) throws {
    // Lines of several cameras come from several threads: each is to stay whole.
    let number = lock.withLock { writeAll(Array(text.utf8), to: STDOUT_FILENO) }
    if let number {
      throw number == EPIPE ? StandardOutputError.closed : .failed(errno: number)
    }
  }
}

/// The log's and the error sentences' way out. A failed write has nobody to be told to.
enum StandardError {
  /// Whether a person looks at it.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  static func write(_ text: String) { _ = writeAll(Array(text.utf8), to: STDERR_FILENO) }
}

/// Writes every byte; returns the errno of a write that failed.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 {
      if errno == EINTR || errno == EAGAIN { continue }
      return errno
    }
    rest = rest.dropFirst(count)
  }
  return nil
}
