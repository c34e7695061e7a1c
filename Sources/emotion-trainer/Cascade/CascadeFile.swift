import CascadeTraining
import FaceDetection
import Files
import Foundation

/// The file that a cascade is written to after every stage, with its recipe in a comment.
struct CascadeFile {
  let path: String
  let recipe: CascadeRecipe
  /// What is said of the stages that training began with.
  let earlier: String

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
    return "\(earlier) by emotion-trainer cascade train: \(json) "
  }

  /// What a cascade's file says of itself in its first comment: how it was made, or whose it is.
  static func comment(of path: String) throws -> String {
    let bytes = try FileBytes.read(path, as: "cascade", limit: 16 << 20)
    let text = String(decoding: bytes, as: UTF8.self)
    guard let start = text.range(of: "<!--"),
      let end = text.range(of: "-->", range: start.upperBound..<text.endIndex)
    else { return "" }
    // Not allowed in XML, but met with.
    var comment = text[start.upperBound..<end.lowerBound].replacing("--", with: "- -")
    while comment.last?.isWhitespace ?? false { comment.removeLast() }
    return String(comment)
  }
}
