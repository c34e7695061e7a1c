import Files
import Foundation
import Imaging
import Pictures

/// Pictures kept at the press of a key.
enum Snapshot {
  /// Writes a picture under a name made of the present time, readable by its owner alone.
  ///
  /// - Returns: the file's path.
  static func write(_ image: ColorImage, in folder: String) throws -> String {
    try FileTree.makeFolders(folder)
    let path = TimestampedPath.picture(in: folder, at: Date())
    try Picture.write(image, to: path, mode: 0o600)
    return path
  }
}
