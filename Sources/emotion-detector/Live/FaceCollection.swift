import EmotionRecognition
import Files
import Foundation
import Imaging
import Overlay
import Pictures

/// Faces kept by class at the press of a digit, in the form that `emotion-trainer crop` writes.
package struct FaceCollection {
  /// As many classes as there are digits from 1 on.
  package static let greatestCount = 9

  /// The classes with the number of pictures that their folders hold; digit 1 is the first.
  package private(set) var classes: [OverlayStatus.CollectedClass]
  private let folder: String
  /// The frame that the last face was taken from.
  private var lastFrame: Int?

  /// - Parameters:
  ///   - folder: gets a folder for each class; nothing is made before the first face.
  ///   - names: the classes, 1 to 9.
  package init(in folder: String, classes names: [String]) {
    precondition((1...Self.greatestCount).contains(names.count), "\(names.count) classes")
    self.folder = folder
    classes = names.map { name in
      // A folder that isn't there holds no pictures.
      let files = (try? Picture.files(in: "\(folder)/\(name)")) ?? []
      return OverlayStatus.CollectedClass(name: name, count: files.count)
    }
  }

  /// Writes the largest face that was found in a frame, readable by its owner alone.
  ///
  /// - Parameters:
  ///   - digit: the class, counted from 1.
  ///   - analysis: what was found in the frame.
  ///   - gray: the frame itself.
  ///   - date: names the file.
  /// - Returns: what was done, in words; nil where there is no class of that digit.
  /// - Throws: `FileError` or `PictureError` where the face can't be written.
  package mutating func save(
    _ digit: Int, of analysis: FrameAnalysis, in gray: GrayImage, at date: Date
  ) throws -> String? {
    guard classes.indices.contains(digit - 1) else { return nil }
    // What stands in a box that was only carried over may be anything.
    let faces = analysis.faces.filter(\.detected)
    guard let face = faces.max(by: { $0.box.width < $1.box.width }) else {
      return "nothing saved: no face found"
    }
    guard analysis.frame != lastFrame else {
      return "nothing saved: no new picture since the last one"
    }
    let name = classes[digit - 1].name
    try FileTree.makeFolders("\(folder)/\(name)")
    try Picture.write(
      FaceCrop().trainingPicture(of: face.box, in: gray),
      to: TimestampedPath.picture(in: "\(folder)/\(name)", at: date), mode: 0o600)
    lastFrame = analysis.frame
    classes[digit - 1].count += 1
    let which = faces.count > 1 ? ", the largest of \(faces.count) faces" : ""
    return "saved \(classes[digit - 1].count) in \(name)\(which)"
  }
}
