import Foundation
import Programs

/// A file system of a few megabytes in the memory that one program alone sees: needs no rights but
/// to a name space of one's own.
enum SmallDisk {
  private static let unshare = ["/usr/bin/unshare", "--user", "--map-root-user", "--mount"]

  /// Whether this machine grants one.
  static let isAvailable: Bool = {
    guard FileManager.default.isExecutableFile(atPath: unshare[0]) else { return false }
    let words = unshare.dropFirst() + ["mount", "-t", "tmpfs", "tmpfs", "/tmp"]
    return (try? Program.run(Array(words), executable: unshare[0]).status) == 0
  }()

  /// The words before a program's own that run it with such a disk in a folder, which is there.
  static func prefix(at folder: String) -> [String] {
    unshare + ["sh", "-c", "mount -t tmpfs -o size=4m tmpfs '\(folder)' && exec \"$@\"", "sh"]
  }

  /// The disk's folder as others than the program see it, as long as that runs.
  static func path(of folder: String, for program: RunningProgram) -> String {
    "/proc/\(program.processIdentifier)/root\(folder)"
  }

  /// Writes a file that takes all room that is left.
  static func fill(_ folder: String) throws {
    let file = open("\(folder)/filler", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw CocoaError(.fileWriteUnknown) }
    defer { close(file) }
    let bytes = [UInt8](repeating: 0, count: 4096)
    while write(file, bytes, bytes.count) > 0 {}
    guard errno == ENOSPC else { throw CocoaError(.fileWriteUnknown) }
  }

  /// Gives that room back.
  static func empty(_ folder: String) { unlink("\(folder)/filler") }
}
