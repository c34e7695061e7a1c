import Imaging

/// A face as people marked it.
package struct AnnotatedFace: Sendable, Equatable {
  /// From forehead to chin and ear to ear, as WIDER FACE (Yang et al. 2016) draws them.
  package var box: Rect
  /// Whether more than about half of it is hidden.
  package var isHidden = false
  /// Whether it is seen from the side or at another angle.
  package var isAtypical = false
  /// Whether people could not agree on it.
  package var isInvalid = false

  package init(box: Rect) { self.box = box }

  /// Geometric mean of the box' sides in pixels.
  package var size: Double { (Double(box.width) * Double(box.height)).squareRoot() }

  /// The square that a frontal Haar detector frames such a face by: its side is 1.17 times the
  /// geometric mean of the box' sides, its centre lies 3 % of the box' height above the box'.
  ///
  /// Medians over 742 faces of WIDER FACE that OpenCV's default cascade finds; half of the sides
  /// are within 8 % of it.
  package var placement: WindowPlacement {
    WindowPlacement(
      centerX: box.centerX, centerY: box.centerY - 0.03 * Double(box.height), side: 1.17 * size)
  }

  /// That square in whole pixels.
  package var square: Rect { placement.box }
}

extension WindowPlacement {
  /// The square in whole pixels, as if it were not turned.
  package var box: Rect {
    Rect(
      x: Int((centerX - side / 2).rounded()), y: Int((centerY - side / 2).rounded()),
      width: max(1, Int(side.rounded())), height: max(1, Int(side.rounded())))
  }
}
