import ArgumentParser

/// `devices`: see its abstract.
struct DevicesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices", abstract: "Lists the cameras and what they offer.")

  @OptionGroup(title: "Log") var log: LogOptions

  func run() throws { throw ValidationError("devices is not built yet.") }
}
