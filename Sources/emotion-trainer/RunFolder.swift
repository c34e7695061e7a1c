import Files
import Foundation
import Training

/// The folder that a run writes to.
struct RunFolder {
  let path: String

  var state: String { "\(path)/state.bin" }
  var log: String { "\(path)/training.csv" }
  var curves: String { "\(path)/curves.png" }
  var confusion: String { "\(path)/confusion.png" }
  var mistakes: String { "\(path)/mistakes.png" }

  /// Makes the folder.
  ///
  /// - Throws: `TrainingError.invalidOption` where it holds a run that is not to be gone on with.
  init(_ path: String, resuming: Bool) throws {
    self.path = path
    try FileTree.makeFolders(path, mode: 0o777)
    if !resuming, FileManager.default.fileExists(atPath: state) {
      throw TrainingError.invalidOption(
        "output", reason: "\(path) holds a run already; give --resume or another folder")
    }
  }

  func write(_ recipe: Recipe) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try FileReplacement.write([UInt8](encoder.encode(recipe)) + [10], to: "\(path)/recipe.json")
  }
}
