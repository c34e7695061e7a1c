import ArgumentParser
import CascadeTraining
import FaceDetection
import Files
import Foundation

/// Makes a cascade faster.
struct CascadePruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Make a trained cascade faster.",
    discussion: """
      Raises the thresholds of a cascade's stages, so that windows without a face are refused \
      earlier: first as far as no window on a face is lost that passed before, then where a lost one \
      saves the most work, until --losing is reached. For any cascade of a square window, OpenCV's \
      as well; the last step after training.
      """)

  @Option(help: "The cascade to prune.", completion: .file(extensions: ["xml"]))
  var cascade: String

  @OptionGroup(title: "Pictures") var pictures: CascadePictureOptions

  @Option(help: "The cascade to write.", completion: .file(extensions: ["xml"]))
  var output: String

  @Option(help: "Share of the windows on faces that may be lost.")
  var losing = 0.01

  @Option(help: "Windows on faces, and as many without a face, to prune by.")
  var windows = 60_000

  @Option(help: "Seed of all that is drawn.")
  var seed: UInt64 = 1

  @Option(help: "Greatest number of threads. (default: all cores)")
  var threads: Int?

  func validate() throws {
    guard (0..<0.5).contains(losing) else {
      throw ValidationError("--losing is from 0 to below 0.5, not \(losing).")
    }
    guard windows > 0 else { throw ValidationError("--windows is 1 or more, not \(windows).") }
  }

  func run() throws {
    let threads = try threadCount(threads)
    let trained = try Cascade(contentsOf: cascade)
    guard trained.windowWidth == trained.windowHeight else {
      throw CascadeTrainingError.cannotPrune(
        path: cascade,
        reason: "its window of \(trained.windowWidth)x\(trained.windowHeight) is no square")
    }
    let pruning = try pruning(of: trained, threads: threads)
    guard pruning.faceCount > 0 else {
      throw CascadeTrainingError.cannotPrune(path: cascade, reason: "it finds none of the faces")
    }
    let result = try pruning.pruned(losing: losing)
    try FileReplacement.write(result.cascade.xml(comment: comment()), to: output)
    Console.say(
      String(
        format: "%@: loses %.2f %% of %d windows on faces; %.1f features a window instead of %.1f",
        output, result.lost * 100, pruning.faceCount, result.work.after, result.work.before))
  }

  private func pruning(of cascade: Cascade, threads: Int) throws -> CascadePruning {
    let (faces, scenes) = try pictures.load()
    var recipe = CascadeRecipe()
    (recipe.window, recipe.seed) = (cascade.windowWidth, seed)
    return CascadePruning(
      cascade, faces: faces.scannedWindows(count: windows, recipe, threads: threads),
      others: scenes.scannedWindows(
        count: windows, side: recipe.window, seed: seed, threads: threads), threads: threads)
  }

  /// What the file said of itself, and how it was pruned.
  private func comment() throws -> String {
    try CascadeFile.comment(of: cascade)
      + " cascade prune: {\"losing\":\(losing),\"seed\":\(seed),\"windows\":\(windows)} "
  }
}
