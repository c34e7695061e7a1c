import Files
import Foundation
import Imaging
import Pictures
import Pipeline

/// The folder that annotated copies of pictures go to.
struct AnnotatedCopies {
  private let folder: String
  private var taken: Set<String> = []

  /// - Throws: ``Files/FileError`` where the folder can't be made.
  init(in folder: String) throws {
    self.folder = folder
    try FileTree.makeFolders(folder, mode: 0o777)
  }

  /// Writes the copy of a picture under its own name and place; as PNG where it is neither PNG nor
  /// JPEG, with a number where the name is taken.
  ///
  /// - Throws: the error of ``Pictures``; ``CommandError/overwritesInput(path:)``.
  mutating func write(_ image: ColorImage, of picture: BatchPicture) throws {
    let path = freePath(for: picture.relativePath)
    if SameFile.isSame(path, picture.path) { throw CommandError.overwritesInput(path: path) }
    let above = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try FileTree.makeFolders(above, mode: 0o777)
    try Picture.write(image, to: path)
  }

  private mutating func freePath(for relativePath: String) -> String {
    let name = relativePath as NSString
    let known = ["png", "jpg", "jpeg"].contains(name.pathExtension.lowercased())
    let stem = name.deletingPathExtension
    let ending = known ? name.pathExtension : "png"
    var path = "\(folder)/\(stem).\(ending)"
    var number = 2
    while !taken.insert(path).inserted {
      path = "\(folder)/\(stem)-\(number).\(ending)"
      number += 1
    }
    return path
  }
}
