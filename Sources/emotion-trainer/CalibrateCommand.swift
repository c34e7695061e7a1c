import ArgumentParser
import Training

/// Makes a model's confidence honest on labelled pictures.
struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Fit a model's confidence to how often it is right.",
    discussion: """
      Temperature scaling: the last layer's weights are divided by one number, which changes no \
      answer, only how sure it is. Use pictures that it was not trained on. `train` does the same \
      at its end with the validation pictures.
      """)

  @Option(help: "The model, an ONNX file made by `train`.")
  var model: String

  @Option(
    help:
      "Labelled pictures: a folder (or .tar) with a folder a class, a pack, or a FER-2013 .csv (PublicTest)."
  )
  var data: String

  @Option(help: "Where the calibrated model goes; may be the same file.")
  var output: String

  @Option(help: "Greatest number of threads. (default: all cores)")
  var threads: Int?

  func run() throws {
    let threads = try threadCount(threads)
    let pictures = try LabeledPictures.load(data, usage: .publicTest, threads: threads)
    if !pictures.unreadable.isEmpty { report(pictures, path: data) }
    try Calibration.run(
      model: model, on: pictures, path: data, output: output, threads: threads)
  }
}
