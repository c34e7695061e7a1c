import Glibc

/// Why a file or folder could not be read or written. The text names it, the reason and what to
/// try.
package enum FileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A system call failed: what was tried, as it follows "cannot", and the `errno`.
  case system(path: String, operation: String, errno: Int32)
  /// A folder was given where a file of some kind is needed.
  case folder(path: String, wanted: String)
  /// Neither a file nor a folder: a device, a pipe, a socket.
  case notAFile(path: String, wanted: String)
  /// A file of no bytes.
  case empty(path: String)
  /// Could not be read, for reasons that the system keeps to itself.
  case unreadable(path: String)
  /// Not a tar archive, or one that is damaged or empty.
  case noArchive(path: String)
  /// More bytes than are read.
  case tooLarge(path: String, limit: Int)

  package var description: String {
    switch self {
    case .system(let path, let operation, let number):
      "\(path): cannot \(operation): \(String(cString: strerror(number))); \(Self.advice(number))"
    case .folder(let path, let wanted):
      "\(path): is a folder, not a \(wanted); name a file inside it"
    case .notAFile(let path, let wanted):
      "\(path): is a device or pipe, not a \(wanted); save it to a file first"
    case .empty(let path):
      "\(path): the file is empty; copy it again from where it came from"
    case .unreadable(let path):
      "\(path): cannot be read; check that it is a file and its permissions"
    case .noArchive(let path):
      "\(path): not a folder, nor an intact uncompressed tar archive with files in it"
    case .tooLarge(let path, let limit):
      "\(path): has more than the \(limit >> 20) MiB that are read; give a smaller file"
    }
  }

  private static func advice(_ number: Int32) -> String {
    switch number {
    case ENOENT, ENOTDIR: "check the path"
    case ENOSPC, EDQUOT, EFBIG: "make room there, or choose another folder"
    case EROFS: "choose a folder that can be written to"
    default: "check the path and its permissions"
    }
  }
}
