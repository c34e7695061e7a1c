import Glibc

/// One client: what it has sent of a request, and what it is still to be sent.
///
/// Belongs to the server's thread. The descriptor closes with its owner.
final class Connection {
  /// Never used again, unlike descriptors: answers that come late go to nobody else.
  let id: Int
  let role: SocketRole
  let descriptor: Int32
  private(set) var input: [UInt8] = []
  private(set) var output = OutputQueue()
  /// Whether a request of it is being worked at; nothing more is read meanwhile.
  var isAwaitingAnswer = false
  /// Whether it is to be closed once all is sent.
  var isEnding = false
  /// When it last connected, asked or took something.
  var lastActivity: Duration
  /// Lines it was too slow for.
  private(set) var dropped = 0

  init(_ descriptor: Int32, id: Int, role: SocketRole, now: Duration) {
    self.descriptor = descriptor
    self.id = id
    self.role = role
    lastActivity = now
    // Whoever only listens is told so by an error when it speaks.
    if case .events = role { shutdown(descriptor, Int32(SHUT_RD)) }
  }

  deinit { close(descriptor) }

  /// What `poll` is to look for.
  var wanted: Int16 {
    var events: Int16 = 0
    if isReading { events |= Int16(POLLIN) }
    if !output.isEmpty { events |= Int16(POLLOUT) }
    return events
  }

  private var isReading: Bool {
    if case .events = role { return false }
    return !isAwaitingAnswer && !isEnding && !hasRequest
  }

  /// Whether a whole request waits that came along with the one before it; nothing more is read
  /// meanwhile.
  var hasRequest: Bool {
    guard case .control = role, !isAwaitingAnswer, !isEnding else { return false }
    return input.contains(UInt8(ascii: "\n"))
  }

  /// Reads what there is, a little at a time so that no client keeps the others waiting.
  ///
  /// - Returns: false where the client has gone.
  func receive() -> Bool {
    guard isReading else { return true }
    return withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
      // SAFETY: no more than the buffer holds is asked for.
      let count = recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
      if count > 0 { input.append(contentsOf: UnsafeRawBufferPointer(buffer)[..<count]) }
      return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR))
    }
  }

  /// Takes the first so many bytes off what was received.
  func consume(_ count: Int) { input.removeFirst(count) }

  /// Sends as much as the client takes.
  ///
  /// - Returns: false where the client has gone.
  func send(now: Duration) -> Bool {
    while let message = output.first {
      let count = message.withUnsafeBytes {
        Glibc.send(
          descriptor, $0.baseAddress, $0.count,
          Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
      }
      if count < 0 { return errno == EAGAIN || errno == EINTR }
      lastActivity = now
      output.advance(by: count)
    }
    return true
  }

  /// Puts an answer up for sending.
  func queue(_ message: [UInt8]) { output.append(message) }

  /// Puts a line up for sending, unless too many wait already.
  func queue(line: [UInt8], limit: Int) {
    if output.count < limit { output.append(line) } else { dropped += 1 }
  }
}
