import Glibc

/// Makes a system call, again as long as a signal interrupts it.
///
/// - Parameters:
///   - operation: what is tried, as it follows "cannot" in a message.
///   - path: the file or folder that it is tried on.
///   - call: returns a negative number where it failed and set `errno`.
/// - Throws: ``FileError/system(path:operation:errno:)``.
@discardableResult
package func systemCall<Result: SignedInteger>(
  _ operation: String, on path: String, _ call: () -> Result
) throws -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    let number = errno
    guard number == EINTR else {
      throw FileError.system(path: path, operation: operation, errno: number)
    }
  }
}
