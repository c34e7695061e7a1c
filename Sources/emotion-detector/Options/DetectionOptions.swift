import ArgumentParser
import Foundation

/// How faces are found.
struct DetectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Haar cascade in OpenCV's XML: a file, or a name such as frontalface, the default. OpenCV's \
      go by theirs, such as frontalface_alt2, where they are installed.
      """, valueName: "file"),
    completion: .file(extensions: ["xml"]))
  var cascade: String?

  @Option(help: ArgumentHelp("Most threads to compute with.", valueName: "n"))
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Option(
    help: ArgumentHelp(
      """
      Smallest face, in pixels of its side. Default: a tenth of the picture's shorter side, and \
      at least 30.
      """, valueName: "pixels"))
  var minFace: Int?

  @Option(
    help: ArgumentHelp("How many overlapping hits make a face.", valueName: "n"))
  var minNeighbors = 3

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads is 1 or more, not \(threads).") }
    if let minFace, minFace < 1 {
      throw ValidationError("--min-face is 1 pixel or more, not \(minFace).")
    }
    if minNeighbors < 0 {
      throw ValidationError("--min-neighbors is 0 or more, not \(minNeighbors).")
    }
  }

  /// The smallest face looked for in a picture: the option, or the default for its size.
  func smallestFace(width: Int, height: Int) -> Int {
    minFace ?? max(30, min(width, height) / 10)
  }
}
