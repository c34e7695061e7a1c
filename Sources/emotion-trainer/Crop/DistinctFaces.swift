import FaceDetection
import Imaging

/// One detection for each face.
package enum DistinctFaces {
  /// Two boxes are of one face where they share more than this part of the smaller one.
  private static let greatestOverlap = 0.4

  /// The best of detections that overlap (non-maximum suppression).
  ///
  /// In a single picture the detector often sees a face twice, the second time larger, beside its
  /// place and with a low score. Live such windows go by unnoticed, as they don't stay.
  ///
  /// - Returns: the detections of highest score, the largest first.
  package static func of(_ detections: [Detection]) -> [Detection] {
    var kept: [Detection] = []
    for detection in detections.sorted(by: { $0.score > $1.score })
    where kept.allSatisfy({ overlap($0.box, detection.box) <= greatestOverlap }) {
      kept.append(detection)
    }
    return kept.sorted {
      // Faces of the same size from left to right, and so always in the same order.
      ($1.box.width, $0.box.x, $0.box.y) < ($0.box.width, $1.box.x, $1.box.y)
    }
  }

  private static func overlap(_ a: Rect, _ b: Rect) -> Double {
    let common = a.intersection(b)
    guard !common.isEmpty else { return 0 }
    return Double(common.width * common.height)
      / Double(min(a.width * a.height, b.width * b.height))
  }
}
