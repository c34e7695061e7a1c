import Glibc

/// Makes a system call, again as long as a signal interrupts it.
///
/// - Parameters:
///   - operation: what is tried, as it follows "cannot" in a message.
///   - path: the file or folder that it is tried on.
///   - call: returns a negative number where it failed and set `errno`.
/// - Throws: ``PictureError/system(path:operation:reason:)``.
@discardableResult
func systemCall<Result: SignedInteger>(
  _ operation: String, on path: String, _ call: () -> Result
) throws -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    let code = errno
    guard code == EINTR else {
      throw PictureError.system(
        path: path, operation: operation, reason: String(cString: strerror(code)))
    }
  }
}
