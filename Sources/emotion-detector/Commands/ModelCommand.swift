import ArgumentParser

/// `model`: what is in an ONNX file, and one pass through it.
struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model", abstract: "Looks into ONNX models and runs them.",
    subcommands: [ModelInspectCommand.self, ModelRunCommand.self])
}
