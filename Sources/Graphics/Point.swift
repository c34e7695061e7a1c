/// A place between pixels: x grows to the right, y downwards, (0, 0) is the picture's corner and
/// (0.5, 0.5) the middle of its first pixel.
package struct Point: Sendable, Hashable {
  package var x: Double
  package var y: Double

  package init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}
