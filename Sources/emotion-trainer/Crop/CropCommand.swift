import ArgumentParser
import EmotionRecognition
import FaceDetection
import Files
import Foundation

/// Photographs by class become face crops by class.
struct CropCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crop",
    abstract: "Cut the faces out of photographs, framed as emotion-detector frames them live.",
    discussion: """
      Reads DATA/<class>/ and all folders below it; PNG, JPEG and WebP pictures of any size and \
      colour, turned upright by their EXIF orientation. Writes gray pictures to \
      OUTPUT/<class>/<picture's name>.png, which `train` and `evaluate` read. Pictures without a \
      face, and those that cannot be read, are left out and named at the end.
      """)

  @Option(help: "Folder with a folder of photographs for each class.")
  var data: String

  @Option(help: "Folder for the crops; made if it is missing.")
  var output: String

  @Option(
    help: """
      Haar cascade in OpenCV's XML, a file or the name of one in cascades/. (default: \
      frontalface, as `emotion-detector`)
      """)
  var cascade: String?

  @Option(
    help: """
      Smallest face, in pixels of its side. (default: a tenth of the picture's shorter side, and \
      at least 30)
      """)
  var minFace: Int?

  @Flag(
    help: """
      Every face of a picture instead of the largest alone; further ones are named \
      <picture's name>-2.png and so on.
      """)
  var allFaces = false

  @Flag(help: "Write crops anew that are there already. Without it they stay as they are.")
  var force = false

  @Option(help: "Greatest number of threads. (default: all cores)")
  var threads: Int?

  func validate() throws {
    if let minFace, minFace < 1 {
      throw ValidationError("--min-face is 1 pixel or more, not \(minFace).")
    }
  }

  func run() throws {
    let threads = try threadCount(threads)
    let folder = try PhotographFolder(path: data)
    try checkOutput()
    let settings = FaceCutter.Settings(
      cascade: try Cascade(contentsOf: DataLocator().cascade(cascade)), smallestFace: minFace,
      selection: allFaces ? .all : .largest, existing: force ? .replace : .keep, output: output)
    let outcomes = try CropRun(folder.photographs).run(settings, threads: threads)
    let report = CropReport(folder, outcomes)
    report.lines(output: output).forEach(Console.say)
    guard report.emptyClasses.isEmpty else {
      throw CropError.classesWithoutFaces(path: data, names: report.emptyClasses)
    }
  }

  private func checkOutput() throws {
    func real(_ path: String) -> String {
      URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }
    if "\(real(output))/".hasPrefix("\(real(data))/") {
      throw CropError.outputInsideData(output: output, data: data)
    }
    try FileTree.makeFolders(output, mode: 0o777)
  }
}
