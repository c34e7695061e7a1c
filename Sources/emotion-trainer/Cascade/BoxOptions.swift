import ArgumentParser
import CascadeTraining

/// Pictures with marked faces.
struct BoxOptions: ParsableArguments {
  @Option(help: "Pictures with marked faces, a folder or .tar.", completion: .file())
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
    guard (pictures == nil) == (boxes == nil) else {
      throw ValidationError("--pictures and --boxes go together.")
    }
  }

  /// The pictures for a use, with their faces; none where there are no boxes.
  func load(use: String) throws -> [(entry: PictureSet.Entry, faces: [AnnotatedFace])] {
    guard let pictures, let boxes else { return [] }
    var table = try BoxTable(contentsOf: boxes).faces
    if let split {
      let wanted = try BoxTable.pictures(for: use, in: split)
      table = table.filter { wanted.contains($0.key) }
    }
    let found = try PictureSet(pictures).entries(in: table)
    guard !found.isEmpty else {
      throw CascadeTrainingError.noPictures(path: pictures, wanted: "picture that \(boxes) names")
    }
    return found.map { (entry: $0.entry, faces: $0.value) }
  }
}
