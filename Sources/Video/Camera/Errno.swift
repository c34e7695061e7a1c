import Glibc

/// The error number of a system call that failed.
package struct Errno: Error, Equatable, Sendable {
  package let code: Int32

  package init(_ code: Int32) { self.code = code }

  /// The number that the last failed call of this thread left.
  static var last: Errno { Errno(Glibc.errno) }

  /// The system's words for it, such as "No such device".
  var text: String { String(cString: strerror(code)) }
}
