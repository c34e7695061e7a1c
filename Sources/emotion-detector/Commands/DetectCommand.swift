import ArgumentParser

/// `detect`: see its abstract.
struct DetectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detect", abstract: "Finds faces in pictures, without expressions.")

  @OptionGroup(title: "Log") var log: LogOptions

  func run() throws { throw CommandError.notBuilt(command: "detect") }
}
