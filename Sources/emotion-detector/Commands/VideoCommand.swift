import ArgumentParser

/// `video`: see its abstract.
struct VideoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "video", abstract: "Reads the expressions in every frame of a video file.")

  @OptionGroup(title: "Log") var log: LogOptions

  func run() throws { throw ValidationError("video is not built yet.") }
}
