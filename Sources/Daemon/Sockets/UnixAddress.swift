import Glibc

/// The address of a Unix socket as system calls take it.
struct UnixAddress {
  private var storage = sockaddr_un()
  private let length: socklen_t

  /// - Parameter path: a path, or an abstract name with `@` in front, as systemd writes it.
  /// - Returns: nil for a path of more bytes than fit.
  init?(_ path: String) {
    var bytes = Array(path.utf8)
    let isAbstract = bytes.first == UInt8(ascii: "@")
    if isAbstract { bytes[0] = 0 }
    let room = MemoryLayout.size(ofValue: storage.sun_path)
    guard !bytes.isEmpty, bytes.count < room else { return nil }
    storage.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &storage.sun_path) { $0.copyBytes(from: bytes) }
    let head = MemoryLayout<sockaddr_un>.size - room
    length = socklen_t(head + bytes.count + (isAbstract ? 0 : 1))
  }

  /// Lends the address to a system call.
  func with<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    // SAFETY: every socket address begins as `sockaddr` does; the length goes with it.
    withUnsafePointer(to: storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
    }
  }
}
