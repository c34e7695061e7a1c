import Daemon
import Programs
import Testing

@Suite struct ControlClientTests {
  @Test func aRequestAndItsAnswerComeThroughWhole() throws {
    let folder = try TemporaryFolder()
    let server = try SocketServer(
      handlers: SocketHandlers(
        control: { line, reply in
          var answer = ControlAnswer()
          answer.path = (try? ControlRequest(line: line))?.seconds.map { "\($0)" }
          answer.metrics = String(repeating: "\n", count: 50_000)
          reply(answer.line)
        }, metrics: { "" }))
    defer { server.stop() }
    try server.listen(to: [(.unix("\(folder.path)/c"), .control)])
    let answer = try ControlClient(socket: "\(folder.path)/c").ask(
      ControlRequest(.record, seconds: 2.5))
    #expect(answer.ok && answer.path == "2.5" && answer.metrics?.count == 50_000)
  }

  @Test func whereNoDaemonListensItIsSaid() throws {
    #expect(throws: DaemonError.noDaemon(socket: "/nowhere/c")) {
      try ControlClient(socket: "/nowhere/c").ask(ControlRequest(.status))
    }
  }

  @Test func aDaemonThatDoesNotAnswerIsNotWaitedForForever() throws {
    let folder = try TemporaryFolder()
    let server = try SocketServer(
      handlers: SocketHandlers(control: { _, _ in }, metrics: { "" }))
    defer { server.stop() }
    let path = "\(folder.path)/c"
    try server.listen(to: [(.unix(path), .control)])
    #expect(throws: DaemonError.noAnswer(socket: path, reason: "none within 1 seconds")) {
      try ControlClient(socket: path, patienceMilliseconds: 1000).ask(ControlRequest(.status))
    }
  }

  @Test(arguments: [
    "", "{}", "[]", "null", "{\"command\":\"dance\"}", "{\"command\":\"record\",\"seconds\":-1}",
    "{\"command\":\"record\",\"seconds\":1e99}", String(repeating: "[", count: 4000),
  ])
  func whatIsNoRequestIsRefusedInWords(line: String) {
    #expect(throws: DaemonError.self) { try ControlRequest(line: Array(line.utf8)) }
  }
}
