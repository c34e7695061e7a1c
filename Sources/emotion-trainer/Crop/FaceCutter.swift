import FaceDetection
import Files
import Foundation
import Imaging
import Pictures

/// Cuts the faces out of photographs, one after the other, framed as the detector frames them live.
///
/// Belongs to one thread.
struct FaceCutter {
  /// Which of a photograph's faces are taken.
  enum Selection: Sendable {
    case largest, all
  }

  /// What is done with a crop that is there already.
  enum Existing: Sendable {
    case keep, replace
  }

  struct Settings: Sendable {
    let cascade: Cascade
    /// In pixels of its side; nil for the detector's default.
    let smallestFace: Int?
    let selection: Selection
    let existing: Existing
    /// The folder that gets the classes' folders.
    let output: String
  }

  private let settings: Settings
  private let detector: CascadeClassifier

  init(_ settings: Settings) {
    self.settings = settings
    detector = CascadeClassifier(settings.cascade)
  }

  /// Writes a photograph's faces to `output/<class>/<name>.png`.
  ///
  /// - Throws: `FileError` where a crop cannot be written.
  func cut(_ photograph: PhotographFolder.Photograph) throws -> CropOutcome {
    let folder = "\(settings.output)/\(photograph.className)"
    func path(_ number: Int) -> String {
      "\(folder)/\(CropNames.file(of: photograph.cropName, face: number))"
    }
    if settings.selection == .largest && isKept(path(0)) { return .faces(written: 0, kept: 1) }
    let image: GrayImage
    do { image = try Picture.readGray(photograph.path) } catch { return .unreadable("\(error)") }
    let boxes = boxes(in: image)
    let missing = boxes.indices.filter { !isKept(path($0)) }
    if !missing.isEmpty { try FileTree.makeFolders(folder, mode: 0o777) }
    for number in missing {
      try Picture.write(
        FaceCrop().trainingPicture(of: boxes[number], in: image), to: path(number))
    }
    return .faces(written: missing.count, kept: boxes.count - missing.count)
  }

  private func isKept(_ path: String) -> Bool {
    settings.existing == .keep && FileManager.default.fileExists(atPath: path)
  }

  /// Where `emotion-detector image` reads the faces, by its settings, the largest first.
  private func boxes(in image: GrayImage) -> [Rect] {
    let smallest =
      settings.smallestFace
      ?? DetectionParameters.defaultMinSize(width: image.width, height: image.height)
    let found = detector.detect(in: image, DetectionParameters(minSize: smallest))
    let boxes = DistinctFaces.of(found).map(\.centroid)
    return settings.selection == .all ? boxes : Array(boxes.prefix(1))
  }
}
