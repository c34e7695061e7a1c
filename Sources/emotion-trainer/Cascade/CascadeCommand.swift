import ArgumentParser

/// Learns and measures face detectors.
struct CascadeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cascade",
    abstract: "Train, prune and measure Haar cascades, which OpenCV reads, too.",
    subcommands: [CascadeTrainCommand.self, CascadePruneCommand.self, CascadeEvaluateCommand.self])
}
