import ArgumentParser
import Files
import Foundation
import NeuralNetwork
import Pictures

/// `model run`: one forward pass on an array in a file.
struct ModelRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a model on a NumPy array.",
    discussion: """
      The input is a float32 array in C order as numpy.save writes it, of the model's own shape \
      and range; our models take gray levels 0-255, [batch, 1, 48, 48]. The output is the model's \
      first one, written complete or not at all.
      """)

  @Argument(help: "ONNX model.", completion: .file(extensions: ["onnx"]))
  var file: String

  @Option(
    help: ArgumentHelp("Array to read.", valueName: "file.npy"),
    completion: .file(extensions: ["npy"]))
  var input: String

  @Option(
    help: ArgumentHelp("Array to write.", valueName: "file.npy"),
    completion: .file(extensions: ["npy"]))
  var output: String

  @Option(help: ArgumentHelp("Most threads to compute with.", valueName: "n"))
  var threads = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    if !(1...1024).contains(threads) {
      throw ValidationError("--threads is between 1 and 1024, not \(threads).")
    }
  }

  func run() throws {
    for path in [file, input] where SameFile.isSame(output, path) {
      throw CommandError.overwritesInput(path: output)
    }
    let session = try InferenceSession(graph: Graph(contentsOf: file), threads: threads)
    let result = try session.run(NumPyFile.read(input))
    try FileReplacement.write(NumPyFile.encode(result), to: output)
  }
}
