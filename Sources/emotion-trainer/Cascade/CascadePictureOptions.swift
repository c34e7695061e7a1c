import ArgumentParser
import CascadeTraining
import Imaging

/// What a cascade is trained on.
struct CascadePictureOptions: ParsableArguments {
  @Option(
    help: "Face crops, a folder or .tar of pictures; may be given again.", completion: .file())
  var positives: [String] = []

  @Option(
    help: "Pictures without faces, a folder or .tar; may be given again.", completion: .file())
  var negatives: [String] = []

  @OptionGroup var boxes: BoxOptions

  func validate() throws {
    guard !positives.isEmpty || boxes.pictures != nil else {
      throw ValidationError("Give --positives with face crops, or --pictures with marked ones.")
    }
    guard !negatives.isEmpty || boxes.pictures != nil else {
      throw ValidationError(
        "Give --negatives, pictures without faces, or --pictures with marked ones.")
    }
  }

  /// All faces, and pictures with windows that are none.
  func load() throws -> (FacePictures, NegativePictures) {
    var faces = FacePictures()
    for path in positives {
      for entry in try PictureSet(path).entries {
        guard let crop = try? entry.read() else { continue }
        faces.add(crop, faces: [WindowPlacement(crop.bounds)])
      }
    }
    var pictures = try negatives.flatMap { path in
      try PictureSet(path).entries.map { NegativePictures.Picture(read: $0.read) }
    }
    for picture in try boxes.load(use: "train") {
      let (image, marked) = try picture.read()
      faces.add(image, faces: marked.filter(isLearned).map(\.placement))
      pictures.append(
        NegativePictures.Picture(faces: marked.map(\.square), read: picture.entry.read))
    }
    return (faces, NegativePictures(pictures))
  }

  /// Whether a marked face is clear enough to learn from.
  private func isLearned(_ face: AnnotatedFace) -> Bool {
    !face.isHidden && !face.isAtypical && !face.isInvalid && face.size >= 24
  }
}
