import Foundation

/// The built program, run as a user runs it.
struct Program {
  /// What a run has left behind.
  struct Outcome {
    let status: Int32
    /// Whether a signal ended it: it crashed.
    let hasCrashed: Bool
    let output: String
    let error: String

    var outputLines: [Substring] { output.split(separator: "\n") }
    var errorLines: [Substring] { error.split(separator: "\n") }

    /// The output's lines as JSON objects; a line that is none gives an empty one.
    var objects: [[String: Any]] {
      outputLines.map {
        (try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) ?? [:]
      }
    }
  }

  /// The folder the tests were built into; the program lies beside them.
  static var executable: String {
    let test =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let folder = URL(fileURLWithPath: test).deletingLastPathComponent()
    return folder.appendingPathComponent("emotion-detector").path
  }

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - environment: variables beside the usual ones; a display is never among those.
  static func run(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    var variables = ProcessInfo.processInfo.environment
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "EMOTION_DETECTOR_DATA"] {
      variables[name] = nil
    }
    process.environment = variables.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    // Files, not pipes: the program must never wait for this side to read.
    let folder = try TemporaryFolder()
    let output = try folder.emptyFile("output")
    let error = try folder.emptyFile("error")
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      hasCrashed: process.terminationReason == .uncaughtSignal,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: error), as: UTF8.self))
  }
}
