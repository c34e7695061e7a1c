import ArgumentParser

/// `image`: see its abstract.
struct ImageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "image", abstract: "Reads the expressions in pictures.")

  @OptionGroup(title: "Log") var log: LogOptions

  func run() throws { throw ValidationError("image is not built yet.") }
}
