import EmotionRecognition
import Imaging

/// Hides the faces of pictures that are kept.
package enum PrivacyMask {
  /// How much larger than its box a face is hidden, as a part of the box's side: hair and chin.
  private static let margin = 0.25

  /// Hides what is in the boxes, and somewhat around them.
  package static func hide(_ boxes: [Rect], by privacy: Privacy, in image: inout ColorImage) {
    for box in boxes {
      let widened = widened(box)
      switch privacy {
      case .none: break
      case .blur: image.blur(widened)
      case .box, .eventsOnly: image.fill(widened)
      }
    }
  }

  static func widened(_ box: Rect) -> Rect {
    let (x, y) = (Int(Double(box.width) * margin), Int(Double(box.height) * margin))
    return Rect(
      x: box.x - x, y: box.y - y, width: box.width + 2 * x, height: box.height + 2 * y)
  }
}
