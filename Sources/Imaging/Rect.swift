/// A rectangle in whole pixels: the one rectangle of the product.
///
/// The origin is a picture's top left corner, x grows to the right, y downwards. Columns
/// `x..<x + width` and rows `y..<y + height` belong to it.
package struct Rect: Sendable, Hashable, Codable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// First column to the right of the rectangle.
  package var maxX: Int { x + width }
  /// First row below the rectangle.
  package var maxY: Int { y + height }
  /// Number of pixels; 0 when either side is not positive.
  package var area: Int { isEmpty ? 0 : width * height }
  /// Whether no pixel belongs to it.
  package var isEmpty: Bool { width <= 0 || height <= 0 }
  package var centerX: Double { Double(x) + Double(width) / 2 }
  package var centerY: Double { Double(y) + Double(height) / 2 }

  /// The pixels that belong to both; empty where there are none.
  package func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top, width: max(0, min(maxX, other.maxX) - left),
      height: max(0, min(maxY, other.maxY) - top))
  }

  /// The least rectangle that holds both.
  package func union(_ other: Rect) -> Rect {
    let left = min(x, other.x)
    let top = min(y, other.y)
    return Rect(
      x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }

  /// Whether every pixel of `other` belongs to this one.
  package func contains(_ other: Rect) -> Bool {
    x <= other.x && y <= other.y && maxX >= other.maxX && maxY >= other.maxY
  }

  /// Intersection over union (Jaccard index), 0...1; 0 where both are empty.
  package func intersectionOverUnion(_ other: Rect) -> Double {
    let common = intersection(other).area
    let union = area + other.area - common
    return union > 0 ? Double(common) / Double(union) : 0
  }
}
