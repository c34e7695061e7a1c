import FaceDetection
import Imaging

/// A window's sums of levels, and what its features are divided by.
package struct TrainingWindow: Sendable {
  /// Sums over all above and to the left, [side + 1, side + 1].
  package let sums: [Int32]
  /// 1 / (area * deviation) over all but a border of one pixel, as OpenCV normalises.
  package let norm: Float

  /// - Parameter levels: [side, side].
  /// - Returns: nil where there is less contrast than OpenCV looks at: a deviation of 10 levels.
  package init?(levels: [UInt8], side: Int) {
    precondition(levels.count == side * side, "\(levels.count) levels, side \(side)")
    var sums = [Int32](repeating: 0, count: (side + 1) * (side + 1))
    var (inner, squares) = (0, 0)
    for y in 0..<side {
      var row: Int32 = 0
      for x in 0..<side {
        let level = Int(levels[y * side + x])
        row += Int32(level)
        sums[(y + 1) * (side + 1) + x + 1] = sums[y * (side + 1) + x + 1] + row
        if (1..<side - 1).contains(x) && (1..<side - 1).contains(y) {
          inner += level
          squares += level * level
        }
      }
    }
    let area = (side - 2) * (side - 2)
    let variance = Double(area * squares - inner * inner)
    guard variance.squareRoot() > 10 * Double(area) else { return nil }
    self.sums = sums
    norm = Float(1 / variance.squareRoot())
  }

  /// The sum of levels in a rectangle.
  package func sum(_ rect: Rect, side: Int) -> Int32 {
    let (top, bottom) = (rect.y * (side + 1), rect.maxY * (side + 1))
    return sums[top + rect.x] - sums[top + rect.maxX] - sums[bottom + rect.x]
      + sums[bottom + rect.maxX]
  }

  /// A feature's normalised value.
  package func value(of feature: HaarFeature, side: Int) -> Float {
    feature.parts.reduce(Float(0)) { $0 + $1.weight * Float(sum($1.rect, side: side)) } * norm
  }

  /// Whether the window passes every stage.
  package func passes(_ cascade: Cascade) -> Bool {
    cascade.stages.allSatisfy { margin(of: $0, cascade) >= 0 }
  }

  /// How many stages the window passes, and by how much it passes the last of them or fails the next.
  package func progress(in cascade: Cascade) -> (stages: Int, margin: Float) {
    var margin: Float = 0
    for (index, stage) in cascade.stages.enumerated() {
      margin = self.margin(of: stage, cascade)
      if margin < 0 { return (index, margin) }
    }
    return (cascade.stages.count, margin)
  }

  private func margin(of stage: Cascade.Stage, _ cascade: Cascade) -> Float {
    stage.trees.reduce(-stage.threshold) { $0 + response(of: $1, cascade) }
  }

  private func response(of tree: Cascade.Tree, _ cascade: Cascade) -> Float {
    var index = 0
    while true {
      let node = tree.nodes[index]
      let isLeft =
        value(of: cascade.features[node.feature], side: cascade.windowWidth) < node.threshold
      let next = isLeft ? node.left : node.right
      if next <= 0 { return tree.leaves[-next] }
      index = next
    }
  }
}
