import Foundation

/// A built program that runs beside the test until it is ended.
package final class RunningProgram {
  private let process = Process()
  private let folder: TemporaryFolder
  private let error: URL

  /// Starts it.
  ///
  /// - Parameter environment: variables beside the usual ones; a display is never among those.
  package init(
    _ arguments: [String], executable: String = Program.executable,
    environment: [String: String] = [:]
  ) throws {
    folder = try TemporaryFolder()
    error = try folder.emptyFile("error")
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    var variables = ProcessInfo.processInfo.environment
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"] { variables[name] = nil }
    process.environment = variables.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: error)
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  package var isRunning: Bool { process.isRunning }

  package var processIdentifier: Int32 { process.processIdentifier }

  /// What it has written on standard error so far.
  package var errorText: String { (try? String(contentsOf: error, encoding: .utf8)) ?? "" }

  package func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for its end.
  ///
  /// - Returns: the exit status, or the number of the signal that ended it.
  package func end() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Sends a signal and waits for the end.
  ///
  /// - Returns: the exit status, or the number of the signal that ended it.
  package func end(with signal: Int32) -> Int32 {
    send(signal)
    return end()
  }
}
