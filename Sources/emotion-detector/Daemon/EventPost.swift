import Daemon
import Foundation

/// The way from the analysis thread to the server's readers, which is made before the server is.
final class EventPost: @unchecked Sendable {
  // Unchecked: what changes is used under `lock`.
  private let lock = NSLock()
  private var server: SocketServer?

  var counts: SocketCounts { lock.withLock { server }?.counts ?? SocketCounts() }

  func connect(_ server: SocketServer) { lock.withLock { self.server = server } }

  func publish(_ line: [UInt8]) { lock.withLock { server }?.publish(line) }
}
