import Foundation
import Glibc

/// The clients that are connected, and what each gets: one round of `poll` at a time.
///
/// Those who want something, by connecting or asking, get a part of one processor's time together.
/// What they want beyond it waits, in the kernel and at their own cost; events go out meanwhile.
struct ConnectionTable {
  /// Connections taken in one round; the others wait for the next.
  private static let acceptsARound = 16
  /// How long a round waits at most, so that silent clients are noticed.
  private static let longestRound: Duration = .seconds(1)
  /// How long nothing is accepted after the process had no descriptor left.
  private static let shortage: Duration = .milliseconds(100)

  private let handlers: SocketHandlers
  private let answer: @Sendable (_ line: [UInt8], _ connection: Int) -> Void
  private var connections: [Connection] = []
  private var nextID = 0
  private var counts = SocketCounts()
  /// Whether the process has no descriptor left: nothing is accepted for a round.
  private var isShort = false
  /// What connections and requests may cost: a status takes some 0.05 ms.
  private var share = ProcessorShare(part: 0.05, burst: .milliseconds(2))

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
    if !deliver(to: connection) { drop([connection.id]) }
  }

  /// Waits for something to do, at most a second, and does it.
  mutating func serve(_ listeners: [Listener], until wakePipe: WakePipe) {
    let begun = ThreadTime.now
    let clients = connections
    let backlog = share.rest(at: Self.now) > .zero ? [] : clients.filter(\.hasRequest)
    let round = wait(listeners, backlog.isEmpty ? Self.longestRound : .zero, wakePipe)
    isShort = false
    if round.isWoken { wakePipe.clear() }
    for client in backlog where !takeRequests(of: client) { drop([client.id]) }
    serve(clients, round.served)
    for (listener, events) in zip(listeners, round.listened) where events != 0 {
      accept(from: listener)
    }
    dropSilent()
    let isAsked =
      !backlog.isEmpty || round.listened.contains { $0 != 0 }
      || zip(clients, round.served).contains { $1 != 0 && !Self.isEvents($0.role) }
    if isAsked { share.spend(ThreadTime.now - begun, at: Self.now) }
  }

  /// Looks at everybody, but for those who may want something while this thread rests.
  private func wait(
    _ listeners: [Listener], _ limit: Duration, _ wakePipe: WakePipe
  ) -> PollRound {
    let rest = share.rest(at: Self.now)
    let isResting = rest > .zero
    return PollRound(
      wakePipe,
      listeners.map { Self.polled($0.socket.descriptor, unless: isShort || isResting) },
      connections.map { client in
        Self.polled(
          client.descriptor, for: client.wanted, unless: isResting && !Self.isEvents(client.role))
      }, atMost: min(limit, isResting ? rest : limit, isShort ? Self.shortage : limit))
  }

  /// What `poll` is to look at: nothing, not even whether the other side has gone, for one that is
  /// not to be looked at now.
  private static func polled(
    _ descriptor: Int32, for events: Int16 = Int16(POLLIN), unless isIgnored: Bool
  ) -> pollfd {
    pollfd(fd: isIgnored ? -1 : descriptor, events: events, revents: 0)
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
    return deliver(to: connection)
  }

  /// Sends what a client takes of its answers.
  ///
  /// - Returns: false where the client is to go.
  private mutating func deliver(to connection: Connection) -> Bool {
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
