import Foundation

/// The built program, run as a user runs it.
package struct Program {
  /// What a run has left behind.
  package struct Outcome: Sendable {
    /// The exit status, or the number of the signal that ended it.
    package let status: Int32
    /// Whether a signal ended it: it crashed.
    package let hasCrashed: Bool
    /// What it wrote on standard output.
    package let output: String
    /// What it wrote on standard error.
    package let error: String

    package var outputLines: [Substring] { output.split(separator: "\n") }
    package var errorLines: [Substring] { error.split(separator: "\n") }

    /// The output's lines as JSON objects; a line that is none gives an empty one.
    package var objects: [[String: Any]] {
      outputLines.map {
        (try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) ?? [:]
      }
    }
  }

  /// `emotion-detector`.
  package static var executable: String { path(of: "emotion-detector") }

  /// A program of this package: it lies in the folder that the tests were built into.
  package static func path(of name: String) -> String {
    let test =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent(name).path
  }

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - executable: another program than `emotion-detector`.
  ///   - environment: variables beside the usual ones; a display is never among those.
  package static func run(
    _ arguments: [String], executable: String = executable, environment: [String: String] = [:]
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
