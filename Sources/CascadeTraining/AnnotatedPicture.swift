import Imaging

/// A picture with its faces, which may depend on its size.
package struct AnnotatedPicture: Sendable {
  private enum Source: Sendable {
    case table([AnnotatedFace])
    case file(BoxFile)
  }

  package let entry: PictureSet.Entry
  private let source: Source

  package init(_ entry: PictureSet.Entry, faces: [AnnotatedFace]) {
    self.entry = entry
    source = .table(faces)
  }

  /// - Returns: nil where no marks lie beside the picture.
  package init?(_ entry: PictureSet.Entry) {
    guard let boxes = entry.boxes else { return nil }
    self.entry = entry
    source = .file(boxes)
  }

  /// The picture and its faces.
  package func read() throws -> (image: GrayImage, faces: [AnnotatedFace]) {
    let image = try entry.read()
    switch source {
    case .table(let faces): return (image, faces)
    case .file(let file): return (image, try file.faces(width: image.width, height: image.height))
    }
  }
}
