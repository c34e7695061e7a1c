import Foundation

/// Serves all sockets on one thread of its own: whatever clients do, nobody else waits for them.
///
/// Everything a client can take up is bounded: how many there are, how much each may send, how much
/// may wait for it, how long it may say nothing.
package final class SocketServer: @unchecked Sendable {
  // Unchecked: what changes is used under `lock`, but `table`, which belongs to the thread.

  /// Lines that wait to be handed to the readers.
  private static let pendingLimit = 1024

  private let handlers: SocketHandlers
  private let wakePipe: WakePipe
  private let ended = DispatchGroup()
  private let lock = NSLock()
  private var wished: [Listener] = []
  private var lines: [[UInt8]] = []
  private var answers: [(connection: Int, line: [UInt8])] = []
  private var isStopping = false
  private var current = SocketCounts()

  /// Starts the thread; nothing is listened to yet.
  ///
  /// - Throws: ``Files/FileError`` where the process has no descriptor left.
  package init(handlers: SocketHandlers) throws {
    self.handlers = handlers
    wakePipe = try WakePipe()
    ended.enter()
    let thread = Thread { self.work() }
    thread.name = "sockets"
    thread.start()
  }

  package var counts: SocketCounts { lock.withLock { current } }

  /// The ports that are listened to.
  package var ports: [Int] { lock.withLock { wished.compactMap(\.socket.port) } }

  /// Listens to these sockets from now on and to no others. Those that are open already stay open,
  /// and clients stay connected, whatever they came by.
  ///
  /// - Throws: ``DaemonError`` or ``Files/FileError`` where one can't be opened; all stays as it was
  ///   then.
  package func listen(to sockets: [(address: SocketAddress, role: SocketRole)]) throws {
    let open = lock.withLock { wished }
    let new = try sockets.map { address, role throws in
      let known = open.first { $0.socket.address == address }?.socket
      return Listener(socket: try known ?? ListeningSocket(address), role: role)
    }
    lock.withLock { wished = new }
    wakePipe.wake()
  }

  /// Hands a line to every reader of events; returns at once.
  package func publish(_ line: [UInt8]) {
    let isFirst = lock.withLock {
      guard current.readers > 0 else { return false }
      guard lines.count < Self.pendingLimit else {
        current.droppedLines += current.readers
        return false
      }
      lines.append(line)
      return lines.count == 1
    }
    if isFirst { wakePipe.wake() }
  }

  /// Closes everything; waits until the thread has ended.
  package func stop() {
    lock.withLock { isStopping = true }
    wakePipe.wake()
    ended.wait()
  }

  private func answer(_ line: [UInt8], to connection: Int) {
    lock.withLock { answers.append((connection, line)) }
    wakePipe.wake()
  }

  private func work() {
    var table = ConnectionTable(
      handlers: handlers, answer: { [weak self] in self?.answer($0, to: $1) })
    while true {
      let work = takeWork()
      if work.isOver { break }
      for answer in work.answers { table.finish(answer.connection, with: answer.line) }
      for line in work.lines { table.send(line) }
      table.serve(work.listeners, until: wakePipe)
      let counts = table.takeCounts()
      lock.withLock {
        current.readers = counts.readers
        current.droppedLines += counts.droppedLines
        current.refused += counts.refused
      }
    }
    lock.withLock { wished = [] }
    ended.leave()
  }

  private func takeWork() -> (
    listeners: [Listener], lines: [[UInt8]], answers: [(connection: Int, line: [UInt8])],
    isOver: Bool
  ) {
    lock.withLock {
      defer {
        lines.removeAll(keepingCapacity: true)
        answers.removeAll(keepingCapacity: true)
      }
      return (wished, lines, answers, isStopping)
    }
  }
}
