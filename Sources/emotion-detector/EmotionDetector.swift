import ArgumentParser

/// The program: its subcommands, and how any of them ends.
@main struct EmotionDetector: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emotion-detector",
    abstract: "Finds faces and reads their expressions, live from a camera or in files.",
    discussion: """
      Results go to standard output, the log to standard error. Exit status: 0 done, 1 failed \
      (one sentence on standard error says why), 64 wrong usage, 78 unusable configuration.

      Models and cascades are looked for in: the option given, the folder named by \
      EMOTION_DETECTOR_DATA, the XDG data folders, share/emotion-detector beside the program's \
      folder, and the checkout the program was built in.
      """,
    version: productVersion,
    subcommands: [
      LiveCommand.self, ImageCommand.self, VideoCommand.self, DetectCommand.self,
      DaemonCommand.self, ControlCommand.self, DevicesCommand.self, ModelCommand.self,
      BenchmarkCommand.self,
    ]
  )

  static func main() {
    StandardOutput.ignoreBrokenPipe()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch StandardOutputError.closed {
      // The reader went away, as `head` does: nobody is left to tell, and nothing failed.
      exit(withError: ExitCode(ExitStatus.done.rawValue))
    } catch {
      end(with: error)
    }
  }

  /// Says what failed and ends the program with the contract's status.
  private static func end(with error: any Error) -> Never {
    let code = exitCode(for: error)
    guard code == .failure, !(error is ExitCode) else { exit(withError: error) }
    let status = (error as? any HasExitStatus)?.exitStatus ?? .failed
    StandardError.write("emotion-detector: \(error)\n")
    exit(withError: ExitCode(status.rawValue))
  }
}
