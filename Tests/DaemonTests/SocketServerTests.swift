import Daemon
import Foundation
import Programs
import Synchronization
import Testing

@Suite struct SocketServerTests {
  /// A server on sockets of its own, whose control answers are the requests.
  private final class Fixture {
    let folder: TemporaryFolder
    let server: SocketServer
    var control: String { "\(folder.path)/run/control" }
    var events: String { "\(folder.path)/run/events" }

    init(readers: Int = 8, queueLines: Int = 4096) throws {
      folder = try TemporaryFolder()
      server = try SocketServer(
        handlers: SocketHandlers(control: { line, reply in reply(line) }, metrics: { "m 1\n" }))
      try server.listen(to: [
        (.unix("\(folder.path)/run/control"), .control),
        (.unix("\(folder.path)/run/events"), .events(readers: readers, queueLines: queueLines)),
      ])
    }

    deinit { server.stop() }

    /// Whether a client that does nothing wrong is served.
    func isWell() throws -> Bool {
      let client = try SocketClient(control)
      client.send("{\"a\":1}\n")
      return client.line() == "{\"a\":1}"
    }

    func reader() throws -> SocketClient {
      let before = server.counts.readers
      let client = try SocketClient(events)
      #expect(eventually { server.counts.readers > before })
      return client
    }
  }

  @Test func theirOwnerAloneGetsAtTheSockets() throws {
    let fixture = try Fixture()
    for (path, mode) in [("run", 0o700), ("run/control", 0o600), ("run/events", 0o600)] {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: "\(fixture.folder.path)/\(path)")
      #expect(attributes[.posixPermissions] as? Int == mode, "\(path)")
    }
  }

  @Test func requestsAreAnsweredInTheirOrderHoweverTheyArrive() throws {
    let fixture = try Fixture()
    let client = try SocketClient(fixture.control)
    client.send("1\n2\n3")
    client.send("4\n")
    #expect([client.line(), client.line(), client.line()] == ["1", "2", "34"])
  }

  @Test func everyReaderGetsEveryLine() throws {
    let fixture = try Fixture()
    let readers = try (0..<4).map { _ in try fixture.reader() }
    for number in 0..<1000 { fixture.server.publish(Array("\(number)\n".utf8)) }
    for reader in readers {
      for number in 0..<1000 { #expect(reader.line() == "\(number)") }
    }
    #expect(fixture.server.counts.droppedLines == 0)
  }

  @Test func aSlowReaderLosesItsOwnLinesAlone() throws {
    let fixture = try Fixture(queueLines: 16)
    let slow = try fixture.reader()
    let quick = try fixture.reader()
    let line = Array((String(repeating: "x", count: 4000) + "\n").utf8)
    for _ in 0..<500 {
      fixture.server.publish(line)
      #expect(quick.line()?.count == 4000)
    }
    #expect(fixture.server.counts.droppedLines > 0)
    // It still has what fitted, in whole lines.
    for _ in 0..<20 { #expect(slow.line()?.count == 4000) }
  }

  @Test func whoListensOnlyIsNotListenedTo() throws {
    let fixture = try Fixture()
    let reader = try fixture.reader()
    // The other side reads nothing: the first byte finds the way closed.
    #expect(reader.send([UInt8](repeating: 120, count: 1 << 20)) == 0)
    fixture.server.publish(Array("a\n".utf8))
    #expect(reader.line() == "a")
  }

  @Test func aLineWithoutEndIsAnsweredOnceAndCutOff() throws {
    let fixture = try Fixture()
    let client = try SocketClient(fixture.control)
    // As much of a gigabyte as is taken.
    let chunk = [UInt8](repeating: 65, count: 1 << 20)
    var sent = 0
    while sent < 1 << 30, client.send(chunk) == chunk.count { sent += chunk.count }
    #expect(sent < 1 << 24)
    #expect(try fixture.isWell())
    #expect(fixture.server.counts.refused == 1)
  }

  @Test func garbageHarmsNobodyElse() throws {
    let fixture = try Fixture()
    var dice = SystemRandomNumberGenerator()
    for _ in 0..<50 {
      let client = try SocketClient(fixture.control)
      client.send((0..<10_000).map { _ in UInt8.random(in: 0...255, using: &dice) })
    }
    #expect(try fixture.isWell())
  }

  @Test func aThousandConnectionsLeaveRoomForOneMore() throws {
    let fixture = try Fixture()
    let reader = try fixture.reader()
    // Some find the queue of those that wait full, as it may be.
    let clients = (0..<500).flatMap { _ in
      [try? SocketClient(fixture.control), try? SocketClient(fixture.events)]
    }
    #expect(try fixture.isWell())
    fixture.server.publish(Array("still there\n".utf8))
    #expect(reader.line() == "still there")
    #expect(fixture.server.counts.readers <= 8 && fixture.server.counts.refused > 100)
    withExtendedLifetime(clients) {}
  }

  @Test func whoNeverReadsItsAnswersIsCutOff() throws {
    let folder = try TemporaryFolder()
    let answer = [UInt8](repeating: 65, count: 100_000)
    let server = try SocketServer(
      handlers: SocketHandlers(control: { _, reply in reply(answer) }, metrics: { "" }))
    defer { server.stop() }
    try server.listen(to: [(.unix("\(folder.path)/c"), .control)])
    let client = try SocketClient("\(folder.path)/c")
    client.send(String(repeating: "\n", count: 1000))
    #expect(eventually { server.counts.refused == 1 })
  }

  @Test func anotherDaemonsSocketIsLeftAloneAndADeadOnesIsTaken() throws {
    let fixture = try Fixture()
    let other = try SocketServer(
      handlers: SocketHandlers(control: { _, _ in }, metrics: { "" }))
    defer { other.stop() }
    #expect(throws: DaemonError.socketInUse(fixture.control)) {
      try other.listen(to: [(.unix(fixture.control), .control)])
    }
    let file = try fixture.folder.file("file", "precious")
    #expect(throws: DaemonError.notASocket(file)) {
      try other.listen(to: [(.unix(file), .control)])
    }
    let dead = "\(fixture.folder.path)/dead"
    _ = try NotifySocket(dead)
    try other.listen(to: [(.unix(dead), .control)])
    #expect(try SocketClient(dead).send("x") == 1)
  }

  @Test func clientsStayWhenTheSocketsChange() throws {
    let fixture = try Fixture()
    let (client, reader) = (try SocketClient(fixture.control), try fixture.reader())
    client.send("1\n")
    #expect(client.line() == "1")
    let moved = "\(fixture.folder.path)/elsewhere"
    try fixture.server.listen(to: [
      (.unix(moved), .control), (.unix(fixture.events), .events(readers: 2, queueLines: 3)),
    ])
    client.send("2\n")
    fixture.server.publish(Array("a\n".utf8))
    #expect(client.line() == "2" && reader.line() == "a")
    let other = try SocketClient(moved)
    other.send("3\n")
    #expect(other.line() == "3")
    #expect(eventually { !FileManager.default.fileExists(atPath: fixture.control) })
  }

  @Test func whatRequestsCostIsHeldToAPartOfAProcessorWhileEventsGoOut() throws {
    let folder = try TemporaryFolder()
    let server = try SocketServer(
      handlers: SocketHandlers(
        control: { line, reply in
          Self.work(milliseconds: 2)
          reply(line)
        }, metrics: { "" }))
    defer { server.stop() }
    try server.listen(to: [
      (.unix("\(folder.path)/c"), .control),
      (.unix("\(folder.path)/e"), .events(readers: 1, queueLines: 16)),
    ])
    let reader = try SocketClient("\(folder.path)/e")
    #expect(eventually { server.counts.readers == 1 })
    let client = try SocketClient("\(folder.path)/c")
    let start = ContinuousClock.now
    client.send(String(repeating: "x\n", count: 50))
    for number in 0..<50 {
      server.publish(Array("\(number)\n".utf8))
      #expect(reader.line() == "\(number)")
    }
    for _ in 0..<50 { #expect(client.line() == "x") }
    // 100 ms of work at a twentieth of the time; the first few are free.
    #expect(ContinuousClock.now - start > .milliseconds(1500))
  }

  /// Keeps a processor busy, however busy others keep it.
  private static func work(milliseconds: Int) {
    var (now, end) = (timespec(), timespec())
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
    end.tv_nsec += milliseconds * 1_000_000
    repeat {
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
    } while (now.tv_sec - end.tv_sec) * 1_000_000_000 + now.tv_nsec - end.tv_nsec < 0
  }

  @Test func theMetricsAreServedOnLoopbackAlone() throws {
    let server = try SocketServer(
      handlers: SocketHandlers(control: { _, _ in }, metrics: { "m 1\n" }))
    defer { server.stop() }
    try server.listen(to: [(.loopback(port: 0), .metrics)])
    let port = try #require(server.ports.first)
    for (request, wanted) in [
      ("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 200 OK"),
      ("GET /other HTTP/1.1\r\n\r\n", "HTTP/1.1 404 Not Found"),
      ("POST /metrics HTTP/1.1\r\n\r\n", "HTTP/1.1 405 Method Not Allowed"),
      ("\u{0}\u{1}nonsense\r\n\r\n", "HTTP/1.1 400 Bad Request"),
      (
        "GET /metrics HTTP/1.1\r\nX: " + String(repeating: "y", count: 9000),
        "HTTP/1.1 431 Request Header Fields Too Large"
      ),
    ] {
      let answer = try HTTPClient.ask(port, request)
      #expect(answer.hasPrefix(wanted + "\r\n"), "\(answer)")
      #expect(answer.hasSuffix("\r\n\r\nm 1\n") == wanted.hasSuffix("200 OK"))
    }
  }

  @Test func aSocketsPathIsNoLongerThanTheSystemTakes() throws {
    let server = try SocketServer(
      handlers: SocketHandlers(control: { _, _ in }, metrics: { "" }))
    defer { server.stop() }
    let path = "/tmp/" + String(repeating: "x", count: 200)
    #expect(throws: DaemonError.longSocketPath(path)) {
      try server.listen(to: [(.unix(path), .control)])
    }
  }
}
