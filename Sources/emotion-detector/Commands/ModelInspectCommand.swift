import ArgumentParser
import NeuralNetwork

/// `model inspect`: what is in an ONNX file.
struct ModelInspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Shows a model's inputs, outputs, operators, size and metadata.",
    discussion: "A model that this program can read but not run is shown too, with the reason.")

  @Argument(help: "ONNX model.", completion: .file(extensions: ["onnx"]))
  var file: String

  @Flag(help: "One JSON object instead of lines for people.")
  var json = false

  func run() throws {
    let summary = ModelSummary(try Graph(contentsOf: file))
    try StandardOutput.write(
      json
        ? ModelReport(summary, source: file).line() : ModelTable.text(summary, source: file))
  }
}
