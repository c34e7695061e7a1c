/// A width and a height in pixels.
package struct CameraExtent: Sendable, Hashable, Codable {
  package let width: Int
  package let height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// How far two sizes are apart: the sum of the differences of their sides.
  func distance(to other: CameraExtent) -> Int {
    abs(width - other.width) + abs(height - other.height)
  }
}
