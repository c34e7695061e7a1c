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

  @OptionGroup(title: "Pictures") var pictures: CascadePictureOptions

  @Option(help: "The cascade to write.", completion: .file(extensions: ["xml"]))
  var output: String

  @OptionGroup(title: "Recipe") var recipeOptions: CascadeRecipeOptions

  @Option(
    help: """
      Begin with the stages of this cascade, by another recipe or of others: those that follow, up to \
      --stages, learn from its false alarms.
      """, completion: .file(extensions: ["xml"]))
  var beginWith: String?

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
    guard (0..<1).contains(leaveOut) else {
      throw ValidationError("--leave-out is from 0 to below 1, not \(leaveOut).")
    }
  }

  func run() throws {
    let recipe = try recipeOptions.resolved()
    let threads = try threadCount(threads)
    let file = CascadeFile(
      path: output, recipe: recipe,
      earlier: try beginWith.map { try CascadeFile.comment(of: $0) } ?? "")
    let resumed = try (resume ? file.read() : file.begin()) ?? firstStages(recipe)
    var (faces, scenes) = try pictures.load()
    if let alignBy {
      faces = faces.aligned(
        by: try Cascade(contentsOf: alignBy), leavingOut: leaveOut, threads: threads)
    }
    Console.say(
      "\(faces.faces.count) faces in \(faces.pictures.count) pictures, "
        + "\(scenes.pictures.count) pictures to find windows without a face in")
    let trainer = CascadeTrainer(
      recipe, faces: faces, negatives: scenes, resuming: resumed, threads: threads)
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

  /// The stages to begin with.
  private func firstStages(_ recipe: CascadeRecipe) throws -> Cascade? {
    guard let beginWith else { return nil }
    let cascade = try Cascade(contentsOf: beginWith)
    guard cascade.windowWidth == recipe.window, cascade.windowHeight == recipe.window else {
      throw CascadeTrainingError.otherWindow(
        path: beginWith, width: cascade.windowWidth, height: cascade.windowHeight,
        side: recipe.window)
    }
    return cascade
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
}
