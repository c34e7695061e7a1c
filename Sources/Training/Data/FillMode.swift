/// What lies outside of a picture that is turned or shifted: Keras' `fill_mode`, by SciPy's
/// `ndimage` with `order=1`.
package enum FillMode: String, Codable, Sendable, CaseIterable {
  /// The nearest edge pixel: a a a a | a b c d | d d d d.
  case nearest
  /// Black, from the outermost pixels' centres on.
  case constant
  /// The picture mirrored at its edge: d c b a | a b c d | d c b a.
  case reflect
  /// The picture again, its first pixel on its last one, as SciPy does it and not as Keras' text
  /// says: a b c | a b c d | b c d.
  case wrap

  // Each gives the place of a coordinate within 0...last, where last is the last pixel's.

  static func nearest(_ coordinate: Float, last: Float) -> Float? {
    min(max(coordinate, 0), last)
  }

  static func constant(_ coordinate: Float, last: Float) -> Float? {
    coordinate >= 0 && coordinate <= last ? coordinate : nil
  }

  static func reflect(_ coordinate: Float, last: Float) -> Float? {
    let period = 2 * (last + 1)
    let shifted = coordinate + 0.5
    let folded = shifted - (shifted / period).rounded(.down) * period
    return min(max(min(folded, period - folded) - 0.5, 0), last)
  }

  static func wrap(_ coordinate: Float, last: Float) -> Float? {
    guard last > 0 else { return 0 }
    if coordinate >= 0 && coordinate <= last { return coordinate }
    let folded = coordinate - (coordinate / last).rounded(.down) * last
    return min(max(folded, 0), last)
  }
}
