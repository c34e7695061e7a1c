/// What goes wrong outside: tables, pictures.
package enum CascadeTrainingError: Error, Sendable, Equatable, CustomStringConvertible {
  case unreadableTable(path: String, reason: String)
  case noPictures(path: String, wanted: String)
  case exists(path: String)
  case cannotResume(path: String, reason: String)
  case otherWindow(path: String, width: Int, height: Int, side: Int)
  case cannotPrune(path: String, reason: String)

  package var description: String {
    switch self {
    case .unreadableTable(let path, let reason): "\(path): \(reason)"
    case .noPictures(let path, let wanted):
      "\(path): no \(wanted) there; give a folder or a .tar archive with such pictures"
    case .exists(let path):
      "\(path): is there already; give another --output, or --resume to go on with it"
    case .otherWindow(let path, let width, let height, let side):
      "\(path): its window is \(width)x\(height), that of the recipe \(side)x\(side); give --window "
        + "where it is a square"
    case .cannotPrune(let path, let reason): "\(path): cannot prune: \(reason)"
    case .cannotResume(let path, let reason):
      "\(path): cannot resume: \(reason); start again without --resume"
    }
  }
}
