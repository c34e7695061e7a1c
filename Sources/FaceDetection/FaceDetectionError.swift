/// What can be wrong with what a cascade file holds.
package enum FaceDetectionError: Error, Equatable, CustomStringConvertible {
  /// The file is not well-formed XML, or ends too early.
  case malformedXML(path: String, line: Int, reason: String)
  /// Well-formed XML, but not a cascade in OpenCV's format.
  case notACascade(path: String, reason: String)
  /// A cascade of a kind that the scan does not know.
  case unsupportedCascade(path: String, reason: String)
  /// A cascade whose parts contradict each other.
  case damagedCascade(path: String, reason: String)

  package var description: String {
    switch self {
    case .malformedXML(let path, let line, let reason):
      "\(path): not well-formed XML at line \(line): \(reason); fetch the file again"
    case .notACascade(let path, let reason):
      "\(path): not an OpenCV cascade: \(reason); "
        + "give a Haar cascade such as cascades/frontalface.xml"
    case .unsupportedCascade(let path, let reason):
      "\(path): \(reason); give an upright Haar cascade in OpenCV's format since 2.4, "
        + "such as cascades/frontalface.xml"
    case .damagedCascade(let path, let reason):
      "\(path): damaged cascade: \(reason); fetch the file again"
    }
  }
}
