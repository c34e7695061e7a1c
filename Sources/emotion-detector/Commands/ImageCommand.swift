import ArgumentParser
import EmotionRecognition
import Foundation
import Imaging
import Overlay
import Pictures
import Pipeline

/// `image`: the expressions in pictures, each picture for itself.
struct ImageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "image", abstract: "Reads the expressions in pictures.",
    discussion: """
      A picture that can't be read is reported, the others go on, and the exit status is 1. \
      "uncertain" is a face whose most likely expression has less than 40 %.
      """)

  @Argument(
    help: "Pictures (PNG, JPEG, WebP), and folders that are walked.", completion: .file())
  var paths: [String]

  @Flag(help: "Write one JSON line a picture instead of a table.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Write annotated copies into this folder.", valueName: "folder"), completion: .directory)
  var output: String?

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Faces") var detection: DetectionOptions
  @OptionGroup(title: "Log") var log: LogOptions

  func run() throws {
    let recognition = try Recognition(mode: .stills, detection: detection, model: model)
    var copies = try output.map { try AnnotatedCopies(in: $0) }
    if !json { try StandardOutput.write(FaceTable.header) }
    try PictureBatch(paths, writesErrorLines: json, log: log.makeLogger()).run { picture in
      let analysis = try recognition.analyzer.analyze(try Picture.readGray(picture.path))
      try StandardOutput.write(
        json
          ? JSONEvent.line(analysis, source: picture.path) + "\n"
          : FaceTable.rows(analysis, source: picture.path))
      if copies != nil {
        var image = try Picture.read(picture.path)
        try OverlayRenderer().draw(analysis, on: &image)
        try copies?.write(image, of: picture)
      }
    }
  }
}
