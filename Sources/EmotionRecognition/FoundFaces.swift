import FaceDetection
import Imaging

/// The faces of a picture whose expressions have not been read yet.
package struct FoundFaces: Sendable {
  let gray: GrayImage
  let frame: Int
  let sequence: UInt32?
  let time: Duration
  let faces: [TrackedFace]
  /// Where each face's expression is read.
  let places: [Rect]
}
