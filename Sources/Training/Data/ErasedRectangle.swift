import Foundation
import Randomness

/// A rectangle of one random level that hides 2 to 20 % of a picture.
struct ErasedRectangle {
  private let rows, columns: Range<Int>
  private let level: Float

  init(width: Int, height: Int, random: inout SplitMix64) {
    let area = random.uniform(0.02...0.2) * Double(width * height)
    // As many tall rectangles as wide ones.
    let aspect = exp(random.uniform(-1.2...1.2))
    let (across, down) = (random.uniform(0...1), random.uniform(0...1))
    level = Float(random.uniform(0...255))
    let columns = min(width, max(1, Int((area * aspect).squareRoot())))
    let rows = min(height, max(1, Int((area / aspect).squareRoot())))
    let left = Int(across * Double(width - columns))
    let top = Int(down * Double(height - rows))
    self.columns = left..<(left + columns)
    self.rows = top..<(top + rows)
  }

  /// - Parameter levels: [height, width].
  func apply(to levels: UnsafeMutablePointer<Float>, width: Int, height: Int) {
    precondition(rows.upperBound <= height && columns.upperBound <= width, "\(width)x\(height)")
    // SAFETY: the rectangle lies inside of the picture.
    for row in rows {
      (levels + row * width + columns.lowerBound).update(repeating: level, count: columns.count)
    }
  }
}
