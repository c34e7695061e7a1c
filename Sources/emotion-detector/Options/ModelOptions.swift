import ArgumentParser

/// Which network reads the expressions.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "ONNX model, a file or the name of one in models/. Default: classic.", valueName: "file"),
    completion: .file(extensions: ["onnx"]))
  var model: String?

  @Option(
    help: ArgumentHelp(
      "The classes of a model that does not name them itself, separated by commas.",
      valueName: "a,b,…"))
  var labels: String?

  @Option(
    help: ArgumentHelp(
      "The gray levels such a model wants: 0..255, 0..1 or -1..1.", valueName: "range"))
  var inputRange: String?
}
