import Foundation
import Programs
import Testing

/// A daemon on a folder of one picture with a face, played over and over.
final class RunningDaemon {
  let folder: TemporaryFolder
  let manager: NotifySocket
  let program: RunningProgram
  var control: String { "\(folder.path)/c" }
  var events: String { "\(folder.path)/e" }

  /// Starts it and waits until it is ready.
  ///
  /// - Parameters:
  ///   - more: of the configuration, in which `FOLDER` is the daemon's own.
  ///   - prefix: a program and its arguments that runs the daemon, in which `FOLDER` is the same.
  ///   - prepare: puts into the folder what the configuration names.
  init(
    _ more: String = "", by prefix: [String] = [],
    prepare: (TemporaryFolder) throws -> Void = { _ in }
  ) throws {
    let folder = try TemporaryFolder()
    self.folder = folder
    let pictures = "\(folder.path)/pictures"
    try FileManager.default.createDirectory(atPath: pictures, withIntermediateDirectories: true)
    for number in 0..<3 {
      try FileManager.default.copyItem(
        atPath: Samples.portrait, toPath: "\(pictures)/\(number).jpg")
    }
    try prepare(folder)
    manager = try NotifySocket("@\(folder.path)/notify")
    let file = try folder.file("daemon.yaml", Self.text(folder, more))
    let words =
      prefix.map { $0.replacing("FOLDER", with: folder.path) } + [
        Program.executable, "daemon", "--config", file,
      ]
    program = try RunningProgram(
      Array(words.dropFirst()), executable: words[0],
      environment: ["NOTIFY_SOCKET": "@\(folder.path)/notify", "WATCHDOG_USEC": "300000"])
    let (manager, program) = (manager, program)
    #expect(
      eventually {
        !program.isRunning || manager.messages.contains { $0.hasPrefix("READY=1") }
      })
    #expect(program.isRunning, "\(program.errorText)")
  }

  private static func text(_ folder: TemporaryFolder, _ more: String) -> String {
    """
    source: {file: "\(folder.path)/pictures", loop: true}
    control: {socket: "\(folder.path)/c"}
    \(more.replacing("FOLDER", with: folder.path))

    """
  }

  /// Writes another configuration, for a reload.
  func configure(_ more: String) throws {
    _ = try folder.file("daemon.yaml", Self.text(folder, more))
  }

  func ask(_ words: String...) throws -> Program.Outcome {
    try Program.run(["control"] + words + ["--socket", control])
  }

  func status() throws -> [String: Any] {
    let outcome = try ask("status", "--json")
    return outcome.objects.first?["status"] as? [String: Any] ?? [:]
  }
}
