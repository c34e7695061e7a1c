import ArgumentParser

/// `live`: see its abstract.
struct LiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "live", abstract: "Shows a camera with every face's expression, as it happens.")

  @OptionGroup(title: "Log") var log: LogOptions

  func run() throws { throw ValidationError("live is not built yet.") }
}
