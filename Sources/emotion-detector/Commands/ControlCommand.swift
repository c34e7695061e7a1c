import ArgumentParser
import Daemon
import Foundation

/// `control`: commands a running daemon.
struct ControlCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "control", abstract: "Commands a running daemon.",
    discussion: """
      status tells how it is doing; pause closes the camera, resume opens it; record begins a \
      recording, with --seconds for so long, with --stop it ends; snapshot keeps one picture and \
      prints its path; reload reads the configuration anew and names its mistakes; metrics prints \
      what Prometheus gets.

      The socket takes lines such as {"command":"record","seconds":10} and answers each with a line \
      such as {"ok":true}.
      """)

  @Argument(help: "status, pause, resume, record, snapshot, reload or metrics.")
  var command: ControlRequest.Command

  @Option(help: ArgumentHelp("record: for so long.", valueName: "seconds"))
  var seconds: Double?

  @Flag(help: "record: end what was begun.")
  var stop = false

  @Option(
    help: ArgumentHelp(
      """
      The daemon's socket. Default: emotion-detector/control.sock in XDG_RUNTIME_DIR, where it is \
      there, else in /run.
      """, valueName: "path"))
  var socket: String?

  @Flag(help: "Print the answer as it came, a line of JSON.")
  var json = false

  func validate() throws {
    if (seconds != nil || stop) && command != .record {
      throw ValidationError("--seconds and --stop go with record.")
    }
    if let seconds, !(seconds > 0 && seconds <= 86400) {
      throw ValidationError("--seconds is greater than 0 and no more than 86400, not \(seconds).")
    }
  }

  func run() throws {
    let request = ControlRequest(command, seconds: seconds, stop: stop ? true : nil)
    let answer = try ControlClient(socket: socket ?? Self.usualSocket).ask(request)
    if json {
      try StandardOutput.write(String(decoding: answer.line, as: UTF8.self) + "\n")
      if !answer.ok { throw ExitCode(ExitStatus.failed.rawValue) }
      return
    }
    for mistake in answer.mistakes ?? [] { StandardError.write("\(mistake)\n") }
    if !answer.ok { throw DaemonError.refused(answer.error ?? "refused") }
    if let status = answer.status { try StandardOutput.write(StatusTable.text(status)) }
    if let metrics = answer.metrics { try StandardOutput.write(metrics) }
    if let path = answer.path { try StandardOutput.write("\(path)\n") }
  }

  /// The user's own daemon, else the machine's.
  private static var usualSocket: String {
    let own = SocketPlaces.control(environment: ProcessInfo.processInfo.environment)
    return FileManager.default.fileExists(atPath: own)
      ? own : SocketPlaces.control(environment: [:])
  }
}

extension ControlRequest.Command: ExpressibleByArgument {}
