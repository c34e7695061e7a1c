import Files
import Foundation
import Imaging
import Pictures
import Pipeline

/// Pictures kept at the press of a key.
enum Snapshot {
  /// Writes a picture under a name made of the present time, readable by its owner alone.
  ///
  /// - Returns: the file's path.
  static func write(_ image: ColorImage, in folder: String) throws -> String {
    try FileTree.makeFolders(folder)
    let name = SessionFolder.name(of: Date())
    var path = "\(folder)/\(name).png"
    var number = 2
    while FileManager.default.fileExists(atPath: path) {
      path = "\(folder)/\(name)-\(number).png"
      number += 1
    }
    try Picture.write(image, to: path)
    chmod(path, 0o600)
    return path
  }
}
