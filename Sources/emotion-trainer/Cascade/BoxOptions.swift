import ArgumentParser
import CascadeTraining

/// Pictures with marked faces.
struct BoxOptions: ParsableArguments {
  @Option(
    help: """
      Pictures with marked faces, a folder or .tar. Without --boxes the marks lie in files of their \
      own: YOLO's .txt or Pascal VOC's .xml beside each picture, or in labels/ and Annotations/.
      """, completion: .file())
  var pictures: String?

  @Option(
    help: """
      Their boxes: a tab-separated table with the columns image, x, y, w, h, and if there are any \
      occlusion, pose and invalid, as WIDER FACE has them.
      """, completion: .file())
  var boxes: String?

  @Option(
    help: """
      A tab-separated table with the columns image and use: pictures for train are trained on, \
      those for evaluate measure.
      """, completion: .file())
  var split: String?

  func validate() throws {
    guard pictures != nil || (boxes == nil && split == nil) else {
      throw ValidationError("--boxes and --split go with --pictures.")
    }
  }

  /// The pictures for a use, with their faces; none where none are given.
  func load(use: String) throws -> [AnnotatedPicture] {
    guard let pictures else { return [] }
    let set = try PictureSet(pictures)
    let wanted = try split.map { path in
      Dictionary(
        uniqueKeysWithValues: try BoxTable.pictures(for: use, in: path).map { ($0, true) })
    }
    let entries = wanted.map { set.entries(in: $0).map(\.entry) } ?? set.entries
    let found =
      try boxes.map { path in
        let table = try BoxTable(contentsOf: path).faces
        return PictureSet.matching(entries, table).map {
          AnnotatedPicture($0.entry, faces: $0.value)
        }
      } ?? entries.compactMap { AnnotatedPicture($0) }
    guard !found.isEmpty else {
      throw CascadeTrainingError.noPictures(
        path: pictures,
        wanted: "picture with " + (boxes.map { "boxes in \($0)" } ?? "boxes beside it"))
    }
    return found
  }
}
