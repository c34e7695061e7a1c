import Foundation
import Glibc

/// Sends bytes to a port of 127.0.0.1 and gives back everything that comes.
enum HTTPClient {
  static func ask(_ port: Int, _ request: String) throws -> String {
    let descriptor = try connected(to: port)
    defer { close(descriptor) }
    _ = send(descriptor, request, request.utf8.count, Int32(MSG_NOSIGNAL))
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
      answer += buffer[..<count]
    }
  }

  /// Whether somebody listens there.
  static func connects(to port: Int) throws -> Bool {
    close(try connected(to: port))
    return true
  }

  private static func connected(to port: Int) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port)).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if result == 0 { return descriptor }
    close(descriptor)
    throw POSIXError(.ECONNREFUSED)
  }
}
