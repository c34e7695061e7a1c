import CascadeTraining
import Foundation

/// A cascade's name with what was measured of it.
struct CascadeResult {
  let name: String
  let evaluation: DetectionEvaluation

  private struct Report: Encodable {
    let cascade: String
    let pictures: Int
    let faces: Int
    /// Share of the faces found by false alarms a picture.
    let found: [String: Double]
  }

  /// One JSON object in a line.
  func json(_ limits: [Double]) throws -> String {
    let report = Report(
      cascade: name, pictures: evaluation.pictureCount, faces: evaluation.faceCount,
      found: Dictionary(
        limits.map { (String(format: "%g", $0), evaluation.found(atFalseAlarms: $0)) },
        uniquingKeysWith: { first, _ in first }))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(report), as: UTF8.self)
  }
}
