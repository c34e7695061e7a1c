import ArgumentParser
import EmotionRecognition
import FaceDetection
import Foundation
import Imaging
import Pictures
import Pipeline

/// `detect`: faces alone, exactly as the cascade finds them.
struct DetectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detect", abstract: "Finds faces in pictures, without expressions.",
    discussion: """
      The boxes are OpenCV 4's for the same cascade and settings: in the picture's pixels, sorted \
      by x, y and width.
      """)

  @Argument(help: "Pictures, and folders that are walked.", completion: .file())
  var paths: [String]

  @Flag(help: "Write one JSON line a picture instead of a table.")
  var json = false

  @Option(
    help: ArgumentHelp(
      """
      Haar cascade in OpenCV's XML: a file, or a name such as frontalface, the default. OpenCV's \
      go by theirs, such as frontalface_alt2, where they are installed.
      """, valueName: "file"),
    completion: .file(extensions: ["xml"]))
  var cascade: String?

  @Option(help: ArgumentHelp("Ratio of one size looked for to the next.", valueName: "ratio"))
  var scaleFactor = 1.1

  @Option(
    help: ArgumentHelp(
      "How many overlapping windows make a face; 0 gives the windows themselves.", valueName: "n"))
  var minNeighbors = 3

  @Option(
    name: [.customLong("min-size"), .customLong("min-face")],
    help: ArgumentHelp(
      """
      Smallest face, in pixels of its side. Default: a tenth of the picture's shorter side, and \
      at least 30.
      """, valueName: "pixels"))
  var minSize: Int?

  @Option(
    help: ArgumentHelp(
      "Largest face, in pixels of its side. Default: the picture's own size.", valueName: "pixels")
  )
  var maxSize: Int?

  @Option(help: ArgumentHelp("Most threads to compute with.", valueName: "n"))
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @OptionGroup(title: "Log") var log: LogOptions

  func validate() throws {
    guard scaleFactor.isFinite, scaleFactor >= 1.01 else {
      throw ValidationError("--scale-factor is 1.01 or more, not \(scaleFactor).")
    }
    if minNeighbors < 0 {
      throw ValidationError("--min-neighbors is 0 or more, not \(minNeighbors).")
    }
    if let minSize, minSize < 0 {
      throw ValidationError("--min-size is 0 pixels or more, not \(minSize).")
    }
    if let maxSize, maxSize < 1 {
      throw ValidationError("--max-size is 1 pixel or more, not \(maxSize).")
    }
    if !(1...1024).contains(threads) {
      throw ValidationError("--threads is between 1 and 1024, not \(threads).")
    }
  }

  func run() throws {
    let file = try DataLocator().cascade(cascade)
    let detector = CascadeClassifier(try Cascade(contentsOf: file), threads: threads)
    if !json { try StandardOutput.write(FaceTable.boxesHeader) }
    try PictureBatch(paths, writesErrorLines: json, log: log.makeLogger()).run { picture in
      let gray = try Picture.readGray(picture.path)
      let boxes = detector.detect(in: gray, parameters(for: gray)).map(\.box)
      try StandardOutput.write(
        json
          ? JSONEvent.line(
            boxes: boxes, width: gray.width, height: gray.height, source: picture.path) + "\n"
          : FaceTable.rows(boxes: boxes, source: picture.path))
    }
  }

  private func parameters(for gray: GrayImage) -> DetectionParameters {
    DetectionParameters(
      scaleFactor: scaleFactor, minNeighbors: minNeighbors,
      minSize: minSize
        ?? DetectionParameters.defaultMinSize(width: gray.width, height: gray.height),
      maxSize: maxSize)
  }
}
