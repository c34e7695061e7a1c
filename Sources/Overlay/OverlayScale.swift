import Graphics
import Imaging

/// Sizes that grow with the picture, so that it looks the same in every resolution.
package struct OverlayScale: Hashable {
  /// Font size of status and messages, in pixels.
  let fontSize: Double
  /// Smallest font size still read, in pixels.
  package let smallestFontSize: Double

  /// The smallest size in pixels at which DejaVu Sans is still read with ease.
  private static let legible = 9.0

  /// - Parameter picture: the whole picture, in its pixels.
  package init(_ picture: Rect) {
    // 4:3 is the tallest shape whose height counts in full: portraits have no room for more.
    let side = min(Double(picture.height), Double(picture.width) * 0.75)
    fontSize = max(Self.legible, (side * 0.03).rounded())
    smallestFontSize = max(Self.legible, (side * 0.018).rounded())
  }

  /// Distance of status and panels from the picture's edge and from each other.
  var margin: Int { max(2, Int((fontSize * 0.6).rounded())) }

  /// Font size for what stands at a face: in proportion to the face, between the smallest size
  /// and a little above that of the status.
  ///
  /// It goes in steps of about a sixth: a box that trembles by a pixel leaves the text alone.
  package func faceFontSize(_ face: Rect) -> Double {
    let wanted = Double(face.width) * 0.115
    var size = fontSize * 1.15
    while size > wanted && size > smallestFontSize { size *= 0.85 }
    return max(smallestFontSize, size.rounded())
  }
}
