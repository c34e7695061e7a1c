import CSIMD

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
///   - candidates: receives the places of the windows that are not passed over, ascending.
/// - Returns: the number of candidates.
package func haarNorms(
  sums: UnsafePointer<Int32>, squares: UnsafePointer<Int32>, corners: SIMD4<Int32>, area: Int,
  count: Int, norms: UnsafeMutablePointer<Float>, candidates: UnsafeMutablePointer<Int32>
) -> Int {
  let (a, b, c, d) = (Int(corners[0]), Int(corners[1]), Int(corners[2]), Int(corners[3]))
  let area = Double(area)
  var kept = 0
  for i in 0..<count {
    let sum = Double(sums[i &+ a] &- sums[i &+ b] &- sums[i &+ c] &+ sums[i &+ d])
    let square = squares[i &+ a] &- squares[i &+ b] &- squares[i &+ c] &+ squares[i &+ d]
    let spread = area * Double(UInt32(bitPattern: square)) - sum * sum
    let norm = spread > 0 ? Float(1 / spread.squareRoot()) : 1
    let counts = area * Double(norm) < 0.1
    norms[i] = counts ? norm : 0
    candidates[kept] = Int32(truncatingIfNeeded: i)
    kept &+= counts ? 1 : 0
  }
  return kept
}

/// Puts the windows of a row to one stage and keeps those that pass it.
///
/// - Parameters:
///   - candidates: windows' places in the row, ascending; the survivors replace them.
///   - count: number of candidates.
///   - stage: number of the stage.
///   - row: the row in the integral picture.
///   - norms: the row's factors from ``haarNorms``, eight more than there are windows.
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
    // Even for a single window four lanes beat the plain loop: they have no branches to mispredict.
    let isNarrow = Int(candidates[end &- 1]) &- first < 4
    let windows = row + first
    let verdicts =
      isNarrow
      ? stageVerdicts4(stage, tables: tables, windows: windows, norms: norms + first)
      : stageVerdicts8(stage, tables: tables, windows: windows, norms: norms + first)
    for index in next..<end {
      let place = Int(candidates[index])
      var passes = Int(verdicts[place &- first])
      if passes == Int(tooClose) {
        let sum = haarStageSum(stage, tables: tables, window: row + place, norm: norms[place])
        passes = sum >= Double(stage.threshold) ? 1 : 0
      }
      candidates[kept] = Int32(truncatingIfNeeded: place)
      kept &+= passes
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

/// Verdicts of a stage on four neighbouring windows, and on four that don't count.
@inline(__always)
private func stageVerdicts4(
  _ stage: HaarStage, tables: HaarTables, windows: UnsafePointer<Int32>,
  norms: UnsafePointer<Float>
) -> SIMD8<Int32> {
  let norm = UnsafeRawPointer(norms).loadUnaligned(as: SIMD4<Float>.self)
  var sums = SIMD4<Float>(repeating: 0)
  if tables.isStumps {
    forEachStump(of: stage, tables) { node, shape in
      sums = lanes_add(sums, stumpValues(node, shape, windows, norm))
    }
  } else {
    forEachTree(of: stage, tables) { root, size in
      sums = lanes_add(sums, treeValues(root, size: size, windows, norm, scratch: tables.scratch))
    }
  }
  return SIMD8(lowHalf: verdicts(on: sums, stage), highHalf: SIMD4(repeating: 0))
}

/// Verdicts of a stage on eight neighbouring windows.
@inline(__always)
private func stageVerdicts8(
  _ stage: HaarStage, tables: HaarTables, windows: UnsafePointer<Int32>,
  norms: UnsafePointer<Float>
) -> SIMD8<Int32> {
  // In halves: whole, the compiler splits them badly where registers hold four lanes.
  let lowNorm = UnsafeRawPointer(norms).loadUnaligned(as: SIMD4<Float>.self)
  let highNorm = UnsafeRawPointer(norms + 4).loadUnaligned(as: SIMD4<Float>.self)
  var low = SIMD4<Float>(repeating: 0)
  var high = SIMD4<Float>(repeating: 0)
  if tables.isStumps {
    forEachStump(of: stage, tables) { node, shape in
      low = lanes_add(low, stumpValues(node, shape, windows, lowNorm))
      high = lanes_add(high, stumpValues(node, shape, windows + 4, highNorm))
    }
  } else {
    forEachTree(of: stage, tables) { root, size in
      low = lanes_add(low, treeValues(root, size: size, windows, lowNorm, scratch: tables.scratch))
      high = lanes_add(
        high, treeValues(root, size: size, windows + 4, highNorm, scratch: tables.scratch))
    }
  }
  return SIMD8(lowHalf: verdicts(on: low, stage), highHalf: verdicts(on: high, stage))
}

/// The verdict on a sum in single precision that the exact one may contradict.
private let tooClose: Int32 = 2

/// For each sum 0 where it fails, 1 where it passes, `tooClose` where it can't be told.
@inline(__always)
private func verdicts(on sums: SIMD4<Float>, _ stage: HaarStage) -> SIMD4<Int32> {
  let margins = lanes_subtract(sums, SIMD4(repeating: stage.threshold))
  return SIMD4(repeating: tooClose)
    .replacing(with: SIMD4(repeating: 1), where: margins .> SIMD4(repeating: stage.slack))
    .replacing(with: SIMD4(repeating: 0), where: margins .< SIMD4(repeating: -stage.slack))
}

/// What a feature's rectangles are like.
private enum FeatureShape {
  /// Two with the same last two corners.
  case shared
  case pair
  case triple
}

/// One loop for each shape: told apart node by node they would be mispredicted.
@inline(__always)
private func forEachStump(
  of stage: HaarStage, _ tables: HaarTables,
  _ body: (UnsafePointer<HaarNode>, FeatureShape) -> Void
) {
  var node = tables.stumps + stage.firstNode
  for _ in 0..<stage.sharedCount {
    body(node, .shared)
    node += 1
  }
  for _ in 0..<stage.pairCount {
    body(node, .pair)
    node += 1
  }
  for _ in 0..<(stage.treeCount &- stage.sharedCount &- stage.pairCount) {
    body(node, .triple)
    node += 1
  }
}

@inline(__always)
private func forEachTree(
  of stage: HaarStage, _ tables: HaarTables, _ body: (UnsafePointer<HaarNode>, Int) -> Void
) {
  var root = tables.nodes + stage.firstNode
  for tree in stage.firstTree..<(stage.firstTree &+ stage.treeCount) {
    let size = Int(tables.treeSizes[tree])
    body(root, size)
    root += size
  }
}

/// The leaves that four windows reach in a tree of one node.
@inline(__always)
private func stumpValues(
  _ node: UnsafePointer<HaarNode>, _ shape: FeatureShape, _ windows: UnsafePointer<Int32>,
  _ norm: SIMD4<Float>
) -> SIMD4<Float> {
  SIMD4(repeating: node.pointee.rightValue)
    .replacing(
      with: SIMD4(repeating: node.pointee.leftValue), where: goesLeft(node, shape, windows, norm))
}

/// The leaves that four windows reach in a tree: every node is evaluated, children before parents.
@inline(__always)
private func treeValues(
  _ root: UnsafePointer<HaarNode>, size: Int, _ windows: UnsafePointer<Int32>,
  _ norm: SIMD4<Float>, scratch: UnsafeMutablePointer<SIMD4<Float>>
) -> SIMD4<Float> {
  if size == 1 { return stumpValues(root, shape(of: root), windows, norm) }
  if size == 2 {
    // The usual tree: one side of the root is a leaf.
    let child = stumpValues(root + 1, shape(of: root + 1), windows, norm)
    let isLeft = goesLeft(root, shape(of: root), windows, norm)
    return root.pointee.leftNode < 0
      ? child.replacing(with: SIMD4(repeating: root.pointee.leftValue), where: isLeft)
      : SIMD4(repeating: root.pointee.rightValue).replacing(with: child, where: isLeft)
  }
  var place = size &- 1
  while place >= 0 {
    let node = root + place
    let (leftNode, rightNode) = (Int(node.pointee.leftNode), Int(node.pointee.rightNode))
    let left = leftNode < 0 ? SIMD4(repeating: node.pointee.leftValue) : scratch[leftNode]
    let right = rightNode < 0 ? SIMD4(repeating: node.pointee.rightValue) : scratch[rightNode]
    let isLeft = goesLeft(node, shape(of: node), windows, norm)
    scratch[place] = right.replacing(with: left, where: isLeft)
    place &-= 1
  }
  return scratch[0]
}

/// A shape that fits any feature of that many rectangles.
@inline(__always)
private func shape(of node: UnsafePointer<HaarNode>) -> FeatureShape {
  node.pointee.weight2 == 0 ? .pair : .triple
}

/// Which of four windows go left at a node.
@inline(__always)
private func goesLeft(
  _ node: UnsafePointer<HaarNode>, _ shape: FeatureShape, _ windows: UnsafePointer<Int32>,
  _ norm: SIMD4<Float>
) -> SIMDMask<SIMD4<Int32>> {
  lanes_multiply(featureValues(node, shape, windows), norm)
    .< SIMD4(repeating: node.pointee.threshold)
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

/// A node's feature for four neighbouring windows, each as `featureValue` has it.
@inline(__always)
private func featureValues(
  _ node: UnsafePointer<HaarNode>, _ shape: FeatureShape, _ windows: UnsafePointer<Int32>
) -> SIMD4<Float> {
  let corners0 = node.pointee.corners0
  let corners1 = node.pointee.corners1
  // Whole numbers: what two rectangles share may be added first.
  let last0 = four(windows, corners0[3]) &- four(windows, corners0[2])
  let last1 = shape == .shared ? last0 : four(windows, corners1[3]) &- four(windows, corners1[2])
  let sums0 = four(windows, corners0[0]) &- four(windows, corners0[1]) &+ last0
  let sums1 = four(windows, corners1[0]) &- four(windows, corners1[1]) &+ last1
  var values = lanes_add(
    lanes_multiply(SIMD4(repeating: node.pointee.weight0), lanes_convert(sums0)),
    lanes_multiply(SIMD4(repeating: node.pointee.weight1), lanes_convert(sums1)))
  if shape == .triple {
    let corners2 = node.pointee.corners2
    let sums2 =
      four(windows, corners2[0]) &- four(windows, corners2[1]) &- four(windows, corners2[2])
      &+ four(windows, corners2[3])
    values = lanes_add(
      values, lanes_multiply(SIMD4(repeating: node.pointee.weight2), lanes_convert(sums2)))
  }
  return values
}

@inline(__always)
private func rectangleSum(_ window: UnsafePointer<Int32>, _ corners: SIMD4<Int32>) -> Int32 {
  window[Int(corners[0])] &- window[Int(corners[1])] &- window[Int(corners[2])]
    &+ window[Int(corners[3])]
}

@inline(__always)
private func four(_ windows: UnsafePointer<Int32>, _ offset: Int32) -> SIMD4<Int32> {
  UnsafeRawPointer(windows + Int(offset)).loadUnaligned(as: SIMD4<Int32>.self)
}
