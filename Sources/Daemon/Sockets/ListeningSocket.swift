import Files
import Glibc

/// A socket that clients connect to. It closes with its owner; a path goes away with it.
final class ListeningSocket {
  let address: SocketAddress
  let descriptor: Int32
  /// The port that was given where any was asked for by 0.
  let port: Int?
  /// Device and inode of the path, to know it again.
  private let identity: (dev_t, ino_t)?

  /// Opens it.
  ///
  /// - Throws: ``DaemonError`` where the path can't be used; ``Files/FileError`` for what the
  ///   system refuses.
  init(_ address: SocketAddress) throws {
    self.address = address
    switch address {
    case .unix(let path):
      descriptor = try Self.open(path)
      identity = Self.identity(of: path)
      port = nil
    case .loopback(let number):
      (descriptor, port) = try Self.open(port: number)
      identity = nil
    }
  }

  deinit {
    close(descriptor)
    // A daemon started meanwhile may have put its own there.
    if case .unix(let path) = address, let identity, let now = Self.identity(of: path),
      now == identity
    {
      unlink(path)
    }
  }

  private static func open(_ path: String) throws -> Int32 {
    guard !path.hasPrefix("@"), let address = UnixAddress(path) else {
      throw DaemonError.longSocketPath(path)
    }
    if let slash = path.lastIndex(of: "/") { try FileTree.makeFolders(String(path[..<slash])) }
    try removeStale(path, address)
    let descriptor = try systemCall("make a socket", on: path) {
      socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | nonBlocking, 0)
    }
    do {
      // Before it has a name: nobody else can connect in between.
      try systemCall("set its permissions", on: path) { fchmod(descriptor, 0o600) }
      try systemCall("listen there", on: path) { address.with { bind(descriptor, $0, $1) } }
      try systemCall("listen there", on: path) { listen(descriptor, 64) }
      return descriptor
    } catch {
      close(descriptor)
      throw error
    }
  }

  private static func open(port: Int) throws -> (descriptor: Int32, port: Int) {
    let name = "127.0.0.1:\(port)"
    let descriptor = try systemCall("make a socket", on: name) {
      socket(AF_INET, Int32(SOCK_STREAM.rawValue) | nonBlocking, 0)
    }
    do {
      var one: Int32 = 1
      // A port that was in use a moment ago can be used again.
      setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = in_port_t(UInt16(port)).bigEndian
      address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      // SAFETY: every socket address begins as `sockaddr` does; the length goes with it.
      try withUnsafeMutablePointer(to: &address) { pointer in
        try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
          try systemCall("listen there", on: name) { bind(descriptor, pointer, length) }
          try systemCall("listen there", on: name) { listen(descriptor, 64) }
          try systemCall("ask for its port", on: name) {
            getsockname(descriptor, pointer, &length)
          }
        }
      }
      return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// What a daemon that was killed left behind; a socket that somebody listens on stays.
  private static func removeStale(_ path: String, _ address: UnixAddress) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw DaemonError.notASocket(path) }
    let probe = try systemCall("make a socket", on: path) {
      socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | nonBlocking, 0)
    }
    defer { close(probe) }
    let result = address.with { connect(probe, $0, $1) }
    if result == 0 || errno == EAGAIN { throw DaemonError.socketInUse(path) }
    unlink(path)
  }

  private static func identity(of path: String) -> (dev_t, ino_t)? {
    var status = stat()
    return lstat(path, &status) == 0 ? (status.st_dev, status.st_ino) : nil
  }

  private static let nonBlocking =
    Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
}
