import FaceDetection
import Imaging

/// A window's sums of levels, and what its features are divided by.
package struct TrainingWindow: Sendable {
  /// Its integral picture, upright and tilted sums: where a feature's corners lie in it tells
  /// ``corners(of:tilted:side:)``.
  package let sums: [Int32]
  /// 1 / (area * deviation) over all but a border of one pixel, as OpenCV normalises.
  package let norm: Float

  /// - Parameter levels: [side, side].
  /// - Returns: nil where there is less contrast than OpenCV looks at: a deviation of 10 levels.
  package init?(levels: [UInt8], side: Int) {
    precondition(levels.count == side * side, "\(levels.count) levels, side \(side)")
    var integral = IntegralImage()
    integral.begin(width: side, height: side, layout: .dense, tilted: true)
    levels.withUnsafeBufferPointer { levels in
      for y in 0..<side {
        integral.addRow(UnsafeBufferPointer(rebasing: levels[y * side..<(y + 1) * side]), at: y)
      }
    }
    let inner = Rect(x: 1, y: 1, width: side - 2, height: side - 2)
    let corners = Self.corners(of: inner, tilted: false, side: side)
    let sum = Int(Self.sum(integral.sums, corners))
    let variance = Double(inner.area * Int(Self.sum(integral.squares, corners)) - sum * sum)
    guard variance.squareRoot() > 10 * Double(inner.area) else { return nil }
    sums = integral.sums
    norm = Float(1 / variance.squareRoot())
  }

  /// Where the corners of a rectangle lie in the sums of a window.
  static func corners(of rect: Rect, tilted: Bool, side: Int) -> SIMD4<Int32> {
    let stride = IntegralImage.stride(width: side, layout: .dense)
    guard tilted else { return IntegralImage.corners(of: rect, stride: stride, layout: .dense) }
    let offset = IntegralImage.tiltedOffset(width: side, height: side, layout: .dense)
    return IntegralImage.corners(ofTilted: rect, stride: stride, layout: .dense, offset: offset)
  }

  private static func sum(_ sums: [Int32], _ corners: SIMD4<Int32>) -> Int32 {
    sums[Int(corners[0])] &- sums[Int(corners[1])] &- sums[Int(corners[2])]
      &+ sums[Int(corners[3])]
  }

  /// The sum of levels in an upright rectangle. As ``corners(of:tilted:side:)`` has it, but apart:
  /// searches spend most of their time here.
  private func sum(_ rect: Rect, side: Int) -> Int32 {
    let (top, bottom) = (rect.y * (side + 1), rect.maxY * (side + 1))
    return sums[top + rect.x] &- sums[top + rect.maxX] &- sums[bottom + rect.x]
      &+ sums[bottom + rect.maxX]
  }

  /// A feature's normalised value.
  package func value(of feature: HaarFeature, side: Int) -> Float {
    feature.parts.reduce(Float(0)) { value, part in
      let levels =
        feature.isTilted
        ? Self.sum(sums, Self.corners(of: part.rect, tilted: true, side: side))
        : sum(part.rect, side: side)
      return value + part.weight * Float(levels)
    } * norm
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

  /// By how much the window passes each stage that it comes to; the last margin is negative where
  /// the window fails there.
  func margins(in cascade: Cascade) -> [Float] {
    var margins: [Float] = []
    for stage in cascade.stages {
      margins.append(margin(of: stage, cascade))
      if margins.last ?? 0 < 0 { break }
    }
    return margins
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
