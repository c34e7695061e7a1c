import ArgumentParser
import Foundation

/// Trains and evaluates the models that emotion-detector runs.
@main
struct EmotionTrainer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emotion-trainer",
    abstract: "Trains and evaluates facial-expression models for emotion-detector.",
    subcommands: [
      TrainCommand.self, EvaluateCommand.self, CalibrateCommand.self, CropCommand.self,
      PackCommand.self, CascadeCommand.self, ArchitecturesCommand.self, BenchmarkCommand.self,
    ])
}
