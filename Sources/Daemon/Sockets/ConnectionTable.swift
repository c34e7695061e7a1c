import Foundation
import Glibc

/// The clients that are connected, and what each gets: one round of `poll` at a time.
struct ConnectionTable {
  /// Connections taken in one round; the others wait for the next.
  private static let acceptsARound = 16
  /// How long a round waits at most, so that silent clients are noticed.
  private static let roundMilliseconds: Int32 = 1000

  private let handlers: SocketHandlers
  private let answer: @Sendable (_ line: [UInt8], _ connection: Int) -> Void
  private var connections: [Connection] = []
  private var nextID = 0
  private var counts = SocketCounts()
  /// Until when nothing is accepted: the process has no descriptor left.
  private var isShort = false

  /// - Parameter answer: takes a control client's answer from any thread.
  init(
    handlers: SocketHandlers,
    answer: @escaping @Sendable (_ line: [UInt8], _ connection: Int) -> Void
  ) {
    self.handlers = handlers
    self.answer = answer
  }

  /// What happened since the last call, and how many readers there are.
  mutating func takeCounts() -> SocketCounts {
    defer { counts = SocketCounts() }
    counts.readers = connections.count { if case .events = $0.role { true } else { false } }
    return counts
  }

  /// Puts a line up for every reader.
  mutating func send(_ line: [UInt8]) {
    for connection in connections {
      guard case .events(_, let limit) = connection.role else { continue }
      let before = connection.dropped
      connection.queue(line: line, limit: limit)
      counts.droppedLines += connection.dropped - before
    }
  }

  /// Puts the answer to a control client's request up; it is read from again.
  mutating func finish(_ id: Int, with line: [UInt8]) {
    guard let connection = connections.first(where: { $0.id == id }) else { return }
    connection.isAwaitingAnswer = false
    connection.lastActivity = Self.now
    connection.queue(line + [lineFeed])
    // More requests may have come along with the one that is answered now.
    if !takeRequests(of: connection) { drop([connection.id]) }
  }

  /// Waits for something to do, at most a second, and does it.
  mutating func serve(_ listeners: [Listener], until wakePipe: WakePipe) {
    var polled = [pollfd(fd: wakePipe.reader, events: Int16(POLLIN), revents: 0)]
    polled += listeners.map {
      pollfd(fd: $0.socket.descriptor, events: isShort ? 0 : Int16(POLLIN), revents: 0)
    }
    polled += connections.map { pollfd(fd: $0.descriptor, events: $0.wanted, revents: 0) }
    let ready = poll(&polled, nfds_t(polled.count), isShort ? 100 : Self.roundMilliseconds)
    isShort = false
    if ready > 0 {
      if polled[0].revents != 0 { wakePipe.clear() }
      serve(connections, polled.dropFirst(1 + listeners.count).map(\.revents))
      for (listener, polled) in zip(listeners, polled.dropFirst()) where polled.revents != 0 {
        accept(from: listener)
      }
    }
    dropSilent()
  }

  private mutating func serve(_ clients: [Connection], _ events: [Int16]) {
    var gone: Set<Int> = []
    for (connection, events) in zip(clients, events) where events != 0 {
      let isThere =
        events & Int16(POLLERR | POLLNVAL) == 0 && serve(connection, events)
        && !(connection.isEnding && connection.output.isEmpty)
      if !isThere { gone.insert(connection.id) }
    }
    drop(gone)
  }

  /// - Returns: false where the client has gone or is to go.
  private mutating func serve(_ connection: Connection, _ events: Int16) -> Bool {
    if events & Int16(POLLOUT) != 0, !connection.send(now: Self.now) { return false }
    if events & Int16(POLLIN) != 0 {
      return connection.receive() && takeRequests(of: connection)
    }
    return events & Int16(POLLHUP) == 0
  }

  private mutating func drop(_ ids: Set<Int>) {
    if !ids.isEmpty { connections.removeAll { ids.contains($0.id) } }
  }

  // MARK: - Requests

  /// Works at what a client has sent.
  ///
  /// - Returns: false where the client is to go.
  private mutating func takeRequests(of connection: Connection) -> Bool {
    switch connection.role {
    case .events: break
    case .control: takeLine(of: connection)
    case .metrics: takeHead(of: connection)
    }
    guard connection.output.bytes <= SocketRole.answerLimit else {
      counts.refused += 1
      return false
    }
    // Most answers fit in the socket's buffer: no round of `poll` for them.
    return connection.send(now: Self.now) && !(connection.isEnding && connection.output.isEmpty)
  }

  private mutating func takeLine(of connection: Connection) {
    guard !connection.isAwaitingAnswer, !connection.isEnding else { return }
    let end = connection.input.firstIndex(of: UInt8(ascii: "\n"))
    if (end ?? connection.input.count) > connection.role.requestLimit {
      counts.refused += 1
      connection.queue(ControlAnswer(refusal: "the request is too long").line + [lineFeed])
      connection.isEnding = true
      return
    }
    guard let end else { return }
    let line = Array(connection.input[..<end])
    connection.consume(end + 1)
    connection.isAwaitingAnswer = true
    connection.lastActivity = Self.now
    let (answer, id) = (answer, connection.id)
    handlers.control(line) { answer($0, id) }
  }

  private mutating func takeHead(of connection: Connection) {
    guard !connection.isEnding else { return }
    if let answer = HTTPExchange.answer(to: connection.input, metrics: handlers.metrics) {
      connection.queue(answer)
    } else if connection.input.count > connection.role.requestLimit {
      counts.refused += 1
      connection.queue(HTTPExchange.tooLong)
    } else {
      return
    }
    connection.isEnding = true
  }

  // MARK: - Coming and going

  private mutating func accept(from listener: Listener) {
    for _ in 0..<Self.acceptsARound {
      let descriptor = Glibc.accept(listener.socket.descriptor, nil, nil)
      guard descriptor >= 0 else {
        isShort = [EMFILE, ENFILE, ENOMEM, ENOBUFS].contains(errno)
        return
      }
      // Reading and writing say each time that they don't wait.
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      take(descriptor, listener.role)
    }
  }

  /// Takes a client in. Where there are too many, a reader is turned away; of the others the one
  /// that has been silent for longest makes room, so that nobody can occupy all places.
  private mutating func take(_ descriptor: Int32, _ role: SocketRole) {
    let peers = connections.filter { Self.isAlike($0.role, role) }
    if peers.count >= role.limit {
      counts.refused += 1
      let silent = peers.filter { !$0.isAwaitingAnswer }.min { $0.lastActivity < $1.lastActivity }
      guard !Self.isEvents(role), let silent else {
        close(descriptor)
        return
      }
      drop([silent.id])
    }
    connections.append(Connection(descriptor, id: nextID, role: role, now: Self.now))
    nextID += 1
  }

  private mutating func dropSilent() {
    let now = Self.now
    let silent = connections.filter { connection in
      guard let patience = connection.role.patience else { return false }
      return !connection.isAwaitingAnswer && now - connection.lastActivity > patience
    }
    counts.refused += silent.count
    drop(Set(silent.map(\.id)))
  }

  private static func isEvents(_ role: SocketRole) -> Bool {
    if case .events = role { true } else { false }
  }

  /// Whether two roles are the same but for their limits, which a reload may have changed.
  private static func isAlike(_ one: SocketRole, _ other: SocketRole) -> Bool {
    switch (one, other) {
    case (.control, .control), (.events, .events), (.metrics, .metrics): true
    default: false
    }
  }

  private let lineFeed = UInt8(ascii: "\n")
  private static let start = ContinuousClock.now
  private static var now: Duration { ContinuousClock.now - start }
}
