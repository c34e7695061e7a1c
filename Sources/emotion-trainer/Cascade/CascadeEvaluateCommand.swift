import ArgumentParser
import CascadeTraining
import FaceDetection
import Files
import Foundation
import Imaging
import Kernels
import Pictures

/// Measures cascades on pictures with marked faces.
struct CascadeEvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measure cascades on pictures with marked faces.",
    discussion: """
      Share of the faces found over false alarms a picture. A box counts for a face where it covers \
      half of the union with the square that frames it: side 1.17 times the geometric mean of the \
      marked box' sides, centre 3 % of its height above the box'. Faces that are smaller, hidden or \
      invalid may be found or not.

      Of several cascades the others are compared with the first, with the 95 % interval of a \
      bootstrap over pictures.
      """)

  @Option(help: "A cascade; may be given again.", completion: .file(extensions: ["xml"]))
  var cascade: [String]

  @OptionGroup var boxes: BoxOptions

  @Option(help: "Least size of a face that counts, geometric mean of its box' sides in pixels.")
  var minFace = 40.0

  @Option(help: "Turn the pictures clockwise by so many degrees first.")
  var rotate = 0.0

  @Option(help: "Ratio of one window size to the next.")
  var scaleFactor = 1.1

  @Option(help: "A face must have been found by more windows than this.")
  var minNeighbors = 1

  @Option(help: "False alarms a picture to compare at, comma-separated.")
  var falseAlarms = "0.1,0.25,0.5,1"

  @Flag(help: "Print one JSON object a cascade instead of a table.")
  var json = false

  @Option(help: "Draw the curves as a picture, .png or .jpg.")
  var plot: String?

  @Option(help: "Write the curves: columns cascade, false_alarms, found, score.")
  var csv: String?

  @Option(help: "Greatest number of threads. (default: all cores)")
  var threads: Int?

  func validate() throws {
    guard boxes.pictures != nil else { throw ValidationError("Give --pictures with marked faces.") }
    guard scaleFactor > 1 else {
      throw ValidationError("--scale-factor is greater than 1, not \(scaleFactor).")
    }
    _ = try limits()
  }

  func run() throws {
    let limits = try limits()
    let threads = try threadCount(threads)
    let pictures = try boxes.load(use: "evaluate")
    let results = try cascade.map { path in
      let cascade = try Cascade(contentsOf: path)
      return CascadeResult(
        name: cascade.name, evaluation: try evaluate(cascade, pictures, threads: threads))
    }
    if let plot { try Picture.write(CascadeCurves.draw(results), to: plot) }
    if let csv { try FileReplacement.write(Array(CascadeCurves.csv(results).utf8), to: csv) }
    if json {
      for result in results { print(try result.json(limits)) }
    } else {
      printTable(results, limits)
    }
  }

  private func limits() throws -> [Double] {
    try falseAlarms.split(separator: ",").map { part in
      guard let limit = Double(part), limit >= 0 else {
        throw ValidationError("--false-alarms are numbers with commas between, not \(part).")
      }
      return limit
    }
  }

  private func evaluate(
    _ cascade: Cascade, _ pictures: [AnnotatedPicture], threads: Int
  ) throws -> DetectionEvaluation {
    let classifier = CascadeClassifier(cascade, threads: threads)
    var evaluation = DetectionEvaluation()
    var bar = CountBar(count: pictures.count, unit: "pictures")
    for (index, picture) in pictures.enumerated() {
      let (upright, faces) = try picture.read()
      let image = upright.rotated(byDegrees: rotate)
      let found = classifier.detect(
        in: image,
        DetectionParameters(
          scaleFactor: scaleFactor, minNeighbors: minNeighbors, minSize: Int(minFace * 0.9)))
      let squares = faces.map {
        (square: image.rotated($0.square, byDegrees: rotate), counts: counts($0))
      }
      evaluation.add(
        found, counted: squares.filter(\.counts).map(\.square),
        ignored: squares.filter { !$0.counts }.map(\.square))
      bar.show(index + 1)
    }
    bar.finish()
    return evaluation
  }

  private func counts(_ face: AnnotatedFace) -> Bool {
    !face.isHidden && !face.isInvalid && face.size >= minFace
  }

  private func printTable(_ results: [CascadeResult], _ limits: [Double]) {
    guard let first = results.first else { return }
    print("\(first.evaluation.faceCount) faces in \(first.evaluation.pictureCount) pictures")
    for result in results {
      for limit in limits {
        var line = String(
          format: "%@: %.1f %% found at %g false alarms a picture", result.name,
          result.evaluation.found(atFalseAlarms: limit) * 100, limit)
        if result.name != first.name {
          let (mean, interval) = result.evaluation.difference(
            from: first.evaluation, atFalseAlarms: limit)
          line += String(
            format: ", %+.1f (%+.1f to %+.1f) against %@", mean * 100, interval.lowerBound * 100,
            interval.upperBound * 100, first.name)
        }
        print(line)
      }
    }
  }
}
