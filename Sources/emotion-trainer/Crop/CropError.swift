/// Why photographs could not become a data set of faces.
enum CropError: Error, CustomStringConvertible {
  /// No folder with folders of photographs.
  case noPhotographs(path: String)
  /// The crops would be taken for photographs the next time.
  case outputInsideData(output: String, data: String)
  /// Classes of which nothing can be trained.
  case classesWithoutFaces(path: String, names: [String])
  /// The end was asked for before the work was done.
  case interrupted

  var description: String {
    switch self {
    case .noPhotographs(let path):
      "\(path): no photographs found; it needs a folder for each class with PNG, JPEG or WebP "
        + "pictures inside"
    case .outputInsideData(let output, let data):
      "\(output): lies in \(data), where the crops would be taken for photographs the next time; "
        + "choose another --output"
    case .classesWithoutFaces(let path, let names):
      "\(path): no face in any picture of \(names.joined(separator: ", ")); add pictures of upright, "
        + "frontal faces, or try a smaller --min-face"
    case .interrupted:
      "interrupted before all was done; the same command goes on with the pictures that are left"
    }
  }
}
