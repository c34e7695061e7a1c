import CascadeTraining
import FaceDetection
import Files
import Foundation

/// The file that a cascade is written to after every stage, with its recipe in a comment.
struct CascadeFile {
  let path: String
  let recipe: CascadeRecipe

  /// - Throws: `CascadeTrainingError` where the file is there already.
  func begin() throws -> Cascade? {
    if FileManager.default.fileExists(atPath: path) {
      throw CascadeTrainingError.exists(path: path)
    }
    return nil
  }

  /// What is there to go on with; nil where nothing is.
  ///
  /// - Throws: `CascadeTrainingError` where it was made by another recipe.
  func read() throws -> Cascade? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let bytes = try FileBytes.read(path, as: "cascade", limit: 16 << 20)
    guard String(decoding: bytes, as: UTF8.self).contains(try comment()) else {
      throw CascadeTrainingError.cannotResume(
        path: path, reason: "it was trained by another recipe")
    }
    return try Cascade(contentsOf: path)
  }

  func write(_ cascade: Cascade) throws {
    try FileReplacement.write(cascade.xml(comment: comment()), to: path)
  }

  /// The number of stages may be another one when training goes on.
  private func comment() throws -> String {
    var recipe = recipe
    recipe.stages = 0
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let json = String(decoding: try encoder.encode(recipe), as: UTF8.self)
    return " by emotion-trainer cascade train: \(json) "
  }
}
