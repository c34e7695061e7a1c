// The inner loops of the cascade's scan. A "row" is a row of windows: window `i` has its top left
// corner at `row + i` in the integral picture, so that eight neighbours are one load.
//
// SAFETY: for all functions here `row`, plus any corner of any node, plus any candidate, plus 8
// elements lies inside the integral picture; `BandScanner` sizes its buffers for it.

/// What each window of a row is divided by, from sums over the normalisation rectangle.
///
/// `1 / sqrt(area * Σv² - (Σv)²)` in double precision, kept as single; 0 for windows too even to be
/// a face (deviation of 10 levels or less), which OpenCV passes over.
///
/// - Parameters:
///   - sums: the row in the integral of the levels.
///   - squares: the row in the integral of the squared levels, modulo 2^32.
///   - corners: of the normalisation rectangle, as in ``HaarNode``.
///   - area: of the normalisation rectangle in pixels.
///   - norms: receives `count` values.
package func haarNorms(
  sums: UnsafePointer<Int32>, squares: UnsafePointer<Int32>, corners: SIMD4<Int32>, area: Int,
  count: Int, norms: UnsafeMutablePointer<Float>
) {
  let (a, b, c, d) = (Int(corners[0]), Int(corners[1]), Int(corners[2]), Int(corners[3]))
  let area = Double(area)
  for i in 0..<count {
    let sum = Double(sums[i &+ a] &- sums[i &+ b] &- sums[i &+ c] &+ sums[i &+ d])
    let square = squares[i &+ a] &- squares[i &+ b] &- squares[i &+ c] &+ squares[i &+ d]
    let spread = area * Double(UInt32(bitPattern: square)) - sum * sum
    let norm = spread > 0 ? Float(1 / spread.squareRoot()) : 1
    norms[i] = area * Double(norm) < 0.1 ? norm : 0
  }
}

/// Puts the windows of a row to one stage and keeps those that pass it.
///
/// - Parameters:
///   - candidates: windows' places in the row, ascending; the survivors replace them.
///   - count: number of candidates.
///   - stage: number of the stage.
///   - row: the row in the integral picture.
///   - norms: the row's factors from ``haarNorms(sums:squares:corners:area:count:norms:)``, eight
///     more than there are windows.
/// - Returns: the number of survivors.
package func haarFilter(
  _ candidates: UnsafeMutablePointer<Int32>, count: Int, stage number: Int, tables: HaarTables,
  row: UnsafePointer<Int32>, norms: UnsafePointer<Float>
) -> Int {
  let stage = tables.stages[number]
  var kept = 0
  var next = 0
  while next < count {
    let first = Int(candidates[next])
    var end = next &+ 1
    while end < count, Int(candidates[end]) &- first < 8 { end &+= 1 }
    // One or two windows alone are cheaper one by one.
    if end &- next < 3 {
      for index in next..<end {
        let place = Int(candidates[index])
        let sum = haarStageSum(stage, tables: tables, window: row + place, norm: norms[place])
        if sum >= Double(stage.threshold) {
          candidates[kept] = Int32(truncatingIfNeeded: place)
          kept &+= 1
        }
      }
    } else {
      let norm = UnsafeRawPointer(norms + first).loadUnaligned(as: SIMD8<Float>.self)
      let sums =
        tables.isStumps
        ? stumpSums(stage, tables: tables, windows: row + first, norm: norm)
        : treeSums(stage, tables: tables, windows: row + first, norm: norm)
      let margins = sums - stage.threshold
      for index in next..<end {
        let place = Int(candidates[index])
        let margin = margins[place &- first]
        var passes = margin > stage.slack
        if !passes && !(margin < -stage.slack) {
          let sum = haarStageSum(stage, tables: tables, window: row + place, norm: norms[place])
          passes = sum >= Double(stage.threshold)
        }
        candidates[kept] = Int32(truncatingIfNeeded: place)
        kept &+= passes ? 1 : 0
      }
    }
    next = end
  }
  return kept
}

/// The exact sum of a stage for one window: leaves added in the cascade's order in double
/// precision, as OpenCV does.
package func haarStageSum(
  _ stage: HaarStage, tables: HaarTables, window: UnsafePointer<Int32>, norm: Float
) -> Double {
  var sum = 0.0
  var node = tables.nodes + stage.firstNode
  if tables.isStumps {
    for _ in 0..<stage.treeCount {
      let value = featureValue(node, window) * norm
      sum += Double(
        value < node.pointee.threshold ? node.pointee.leftValue : node.pointee.rightValue)
      node += 1
    }
    return sum
  }
  for tree in stage.firstTree..<(stage.firstTree &+ stage.treeCount) {
    var place = 0
    while true {
      let at = node + place
      let isLeft = featureValue(at, window) * norm < at.pointee.threshold
      let child = isLeft ? at.pointee.leftNode : at.pointee.rightNode
      if child < 0 {
        sum += Double(isLeft ? at.pointee.leftValue : at.pointee.rightValue)
        break
      }
      place = Int(child)
    }
    node += Int(tables.treeSizes[tree])
  }
  return sum
}

/// Sums of a stage of stumps for eight neighbouring windows in single precision.
@inline(__always)
private func stumpSums(
  _ stage: HaarStage, tables: HaarTables, windows: UnsafePointer<Int32>, norm: SIMD8<Float>
) -> SIMD8<Float> {
  var sums = SIMD8<Float>(repeating: 0)
  var node = tables.nodes + stage.firstNode
  let end = node + stage.treeCount
  while node < end {
    let isLeft = featureValues(node, windows) * norm .< node.pointee.threshold
    sums += SIMD8(repeating: node.pointee.rightValue)
      .replacing(with: SIMD8(repeating: node.pointee.leftValue), where: isLeft)
    node += 1
  }
  return sums
}

/// Sums of a stage of trees for eight neighbouring windows in single precision: every node is
/// evaluated, children before parents.
@inline(__always)
private func treeSums(
  _ stage: HaarStage, tables: HaarTables, windows: UnsafePointer<Int32>, norm: SIMD8<Float>
) -> SIMD8<Float> {
  var sums = SIMD8<Float>(repeating: 0)
  var root = tables.nodes + stage.firstNode
  let values = tables.scratch
  for tree in stage.firstTree..<(stage.firstTree &+ stage.treeCount) {
    let size = Int(tables.treeSizes[tree])
    var place = size &- 1
    while place >= 0 {
      let node = root + place
      let isLeft = featureValues(node, windows) * norm .< node.pointee.threshold
      let (leftNode, rightNode) = (Int(node.pointee.leftNode), Int(node.pointee.rightNode))
      let left = leftNode < 0 ? SIMD8(repeating: node.pointee.leftValue) : values[leftNode]
      let right = rightNode < 0 ? SIMD8(repeating: node.pointee.rightValue) : values[rightNode]
      values[place] = right.replacing(with: left, where: isLeft)
      place &-= 1
    }
    sums += values[0]
    root += size
  }
  return sums
}

/// A node's feature for one window: multiplied and added in single precision in this order.
@inline(__always)
private func featureValue(_ node: UnsafePointer<HaarNode>, _ window: UnsafePointer<Int32>) -> Float
{
  var value =
    node.pointee.weight0 * Float(rectangleSum(window, node.pointee.corners0))
    + node.pointee.weight1 * Float(rectangleSum(window, node.pointee.corners1))
  if node.pointee.weight2 != 0 {
    value += node.pointee.weight2 * Float(rectangleSum(window, node.pointee.corners2))
  }
  return value
}

/// A node's feature for eight neighbouring windows, each as `featureValue` has it.
@inline(__always)
private func featureValues(
  _ node: UnsafePointer<HaarNode>, _ windows: UnsafePointer<Int32>
) -> SIMD8<Float> {
  var values =
    node.pointee.weight0 * SIMD8<Float>(rectangleSums(windows, node.pointee.corners0))
    + node.pointee.weight1 * SIMD8<Float>(rectangleSums(windows, node.pointee.corners1))
  if node.pointee.weight2 != 0 {
    values += node.pointee.weight2 * SIMD8<Float>(rectangleSums(windows, node.pointee.corners2))
  }
  return values
}

@inline(__always)
private func rectangleSum(_ window: UnsafePointer<Int32>, _ corners: SIMD4<Int32>) -> Int32 {
  window[Int(corners[0])] &- window[Int(corners[1])] &- window[Int(corners[2])]
    &+ window[Int(corners[3])]
}

@inline(__always)
private func rectangleSums(
  _ windows: UnsafePointer<Int32>, _ corners: SIMD4<Int32>
) -> SIMD8<Int32> {
  eight(windows, corners[0]) &- eight(windows, corners[1]) &- eight(windows, corners[2])
    &+ eight(windows, corners[3])
}

@inline(__always)
private func eight(_ windows: UnsafePointer<Int32>, _ offset: Int32) -> SIMD8<Int32> {
  UnsafeRawPointer(windows + Int(offset)).loadUnaligned(as: SIMD8<Int32>.self)
}
