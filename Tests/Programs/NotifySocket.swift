import Foundation

/// A service manager's end of sd_notify: a datagram socket whose messages are kept.
package final class NotifySocket {
  private let descriptor: Int32
  private var received: [String] = []

  /// - Parameter path: where it lies, an abstract name with `@` in front.
  package init(_ path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(path.utf8)
    let isAbstract = bytes.first == UInt8(ascii: "@")
    if isAbstract { bytes[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let length = 2 + bytes.count + (isAbstract ? 0 : 1)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(length))
      }
    }
    if descriptor < 0 || result != 0 { throw CocoaError(.fileNoSuchFile) }
  }

  deinit { close(descriptor) }

  /// Everything that has come so far.
  package var messages: [String] {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      guard count > 0 else { return received }
      received.append(String(decoding: buffer[..<count], as: UTF8.self))
    }
  }
}
