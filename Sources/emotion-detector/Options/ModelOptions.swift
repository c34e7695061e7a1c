import ArgumentParser
import EmotionRecognition
import Foundation

extension InputRange: ExpressibleByArgument {}

/// Which network reads the expressions.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "ONNX model, a file or the name of one in models/. Default: \(DataLocator.defaultModel).",
      valueName: "file"),
    completion: .file(extensions: ["onnx"]))
  var model: String?

  @Option(
    help: ArgumentHelp(
      "The classes of a model that doesn't name them itself, in its order.",
      valueName: "a,b,…"))
  var labels: String?

  @Option(
    help: ArgumentHelp("What such a model wants gray levels to be.", valueName: "range"))
  var inputRange: InputRange?

  /// The labels given, one by one.
  var labelList: [String]? {
    labels?.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }

  func validate() throws {
    guard let labelList else { return }
    if labelList.contains("") || Set(labelList).count != labelList.count {
      throw ValidationError("--labels names each class once, separated by commas.")
    }
  }
}
