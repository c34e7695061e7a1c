import ArgumentParser
import CascadeTraining
import FaceDetection
import Files
import Foundation
import Imaging

/// Learns a cascade.
struct CascadeTrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train a boosted cascade of Haar features.",
    discussion: """
      Faces come from crops that are cut as a detector frames them, and from pictures with boxes. \
      Windows without a face come from pictures without any, and from the pictures with boxes \
      wherever there is none: each stage learns from the false alarms of those before it.

      The cascade is written after every stage, as OpenCV's XML. Ctrl-C ends at once and loses the \
      unfinished stage; --resume goes on with the same result as if it had not been cut.
      """)

  @Option(
    help: "Face crops, a folder or .tar of pictures; may be given again.", completion: .file())
  var positives: [String] = []

  @Option(
    help: "Pictures without faces, a folder or .tar; may be given again.", completion: .file())
  var negatives: [String] = []

  @OptionGroup var boxes: BoxOptions

  @Option(help: "The cascade to write.", completion: .file(extensions: ["xml"]))
  var output: String

  @OptionGroup(title: "Recipe") var recipeOptions: CascadeRecipeOptions

  @Option(
    help: """
      Frame every face first where this cascade, an earlier one, likes it best nearby, and leave out \
      those it likes least.
      """, completion: .file(extensions: ["xml"]))
  var alignBy: String?

  @Option(help: "Share of the faces to leave out then.")
  var leaveOut = 0.05

  @Option(help: "Greatest number of threads. (default: all cores)")
  var threads: Int?

  @Flag(help: "Go on with the stages that --output has.")
  var resume = false

  func validate() throws {
    guard !positives.isEmpty || boxes.pictures != nil else {
      throw ValidationError("Give --positives with face crops, or --pictures with marked ones.")
    }
    guard (0..<1).contains(leaveOut) else {
      throw ValidationError("--leave-out is from 0 to below 1, not \(leaveOut).")
    }
    guard !negatives.isEmpty || boxes.pictures != nil else {
      throw ValidationError(
        "Give --negatives, pictures without faces, or --pictures with marked ones.")
    }
  }

  func run() throws {
    let recipe = try recipeOptions.resolved()
    let threads = try threadCount(threads)
    let file = CascadeFile(path: output, recipe: recipe)
    let resumed = try resume ? file.read() : file.begin()
    var (faces, pictures) = try load()
    if let alignBy {
      faces = faces.aligned(
        by: try Cascade(contentsOf: alignBy), leavingOut: leaveOut, threads: threads)
    }
    Console.say(
      "\(faces.faces.count) faces in \(faces.pictures.count) pictures, "
        + "\(pictures.pictures.count) pictures to find windows without a face in")
    let trainer = CascadeTrainer(
      recipe, faces: faces, negatives: pictures, resuming: resumed, threads: threads)
    Interruption.listen()
    let bar = CascadeProgress()
    let outcome = try trainer.train(
      stageEnded: { try file.write($0) },
      progress: {
        bar.show($0)
        return !Interruption.isRequested
      })
    bar.finish()
    tell(outcome)
  }

  private func tell(_ outcome: CascadeTrainer.Outcome) {
    switch outcome {
    case .finished: Console.say("finished: \(output)")
    case .noMoreFalseAlarms(let found):
      Console.say(
        "finished: \(output); only \(found) false alarms are left in all the pictures, more "
          + "--negatives make more stages")
    case .interrupted:
      Console.say(
        "interrupted; go on after the last whole stage with the same command and --resume")
    }
  }

  private func load() throws -> (FacePictures, NegativePictures) {
    var faces = FacePictures()
    for path in positives {
      for entry in try PictureSet(path).entries {
        guard let crop = try? entry.read() else { continue }
        faces.add(crop, faces: [WindowPlacement(crop.bounds)])
      }
    }
    var pictures = try negatives.flatMap { path in
      try PictureSet(path).entries.map { NegativePictures.Picture(read: $0.read) }
    }
    for picture in try boxes.load(use: "train") {
      let (image, marked) = try picture.read()
      faces.add(image, faces: marked.filter(isLearned).map(\.placement))
      pictures.append(
        NegativePictures.Picture(faces: marked.map(\.square), read: picture.entry.read))
    }
    return (faces, NegativePictures(pictures))
  }

  /// Whether a marked face is clear enough to learn from.
  private func isLearned(_ face: AnnotatedFace) -> Bool {
    !face.isHidden && !face.isAtypical && !face.isInvalid && face.size >= 24
  }
}
