import Files
import Glibc

/// Commands a daemon through its control socket.
package struct ControlClient {
  /// Greatest answer that is read, in bytes.
  private static let answerLimit = 4 << 20

  private let socket: String
  private let patienceMilliseconds: Int32

  /// - Parameter patienceMilliseconds: how long an answer may take.
  package init(socket: String, patienceMilliseconds: Int32 = 10_000) {
    self.socket = socket
    self.patienceMilliseconds = patienceMilliseconds
  }

  /// Sends a request and waits for its answer.
  ///
  /// - Throws: ``DaemonError`` where there is no daemon or no answer; ``Files/FileError``.
  package func ask(_ request: ControlRequest) throws -> ControlAnswer {
    let descriptor = try connected()
    defer { close(descriptor) }
    try send(try request.line + [UInt8(ascii: "\n")], to: descriptor)
    let line = try receiveLine(from: descriptor)
    do {
      return try ControlAnswer(line: line)
    } catch {
      throw DaemonError.noAnswer(socket: socket, reason: "what came is no answer")
    }
  }

  private func connected() throws -> Int32 {
    guard let address = UnixAddress(socket) else { throw DaemonError.longSocketPath(socket) }
    let descriptor = try systemCall("make a socket", on: socket) {
      Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    }
    do {
      try systemCall("connect to it", on: socket) { address.with { connect(descriptor, $0, $1) } }
      return descriptor
    } catch FileError.system(_, _, ENOENT), FileError.system(_, _, ECONNREFUSED) {
      close(descriptor)
      throw DaemonError.noDaemon(socket: socket)
    } catch {
      close(descriptor)
      throw error
    }
  }

  private func send(_ bytes: [UInt8], to descriptor: Int32) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = try rest.withUnsafeBytes { bytes in
        try systemCall("write to it", on: socket) {
          Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        }
      }
      rest = rest.dropFirst(count)
    }
  }

  private func receiveLine(from descriptor: Int32) throws -> [UInt8] {
    var line: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while line.count < Self.answerLimit {
      try wait(for: descriptor)
      let count = try chunk.withUnsafeMutableBytes { buffer in
        try systemCall("read from it", on: socket) {
          recv(descriptor, buffer.baseAddress, buffer.count, 0)
        }
      }
      if count == 0 {
        throw DaemonError.noAnswer(socket: socket, reason: "the daemon closed the connection")
      }
      line += chunk[..<count]
      if let end = line.firstIndex(of: UInt8(ascii: "\n")) { return Array(line[..<end]) }
    }
    throw DaemonError.noAnswer(socket: socket, reason: "it is too long")
  }

  private func wait(for descriptor: Int32) throws {
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let ready = try systemCall("wait for it", on: socket) { poll(&polled, 1, patienceMilliseconds) }
    if ready == 0 {
      throw DaemonError.noAnswer(
        socket: socket, reason: "none within \(patienceMilliseconds / 1000) seconds")
    }
  }
}
