// The scan of rows of windows. A window's place is where its top left corner lies in the integral
// picture, counted from the first window's, so that eight neighbours are one load.
//
// SAFETY: for all functions here `windows`, plus any corner of any node, plus any candidate, plus 8
// elements lies inside the integral picture; `BandScanner` sizes its buffers for it.

/// Puts windows to one stage and keeps those that pass it.
///
/// Windows less than eight places apart are a group, whose sums are worked out together, in single
/// precision. Where such a sum is too close to the threshold to tell, the exact one counts. By how
/// much a survivor passes stands in ``HaarWorkspace/margins``, give or take the rounding.
///
/// - Parameters:
///   - candidates: the windows' places, ascending; the survivors replace them.
///   - count: number of candidates.
///   - stage: number of the stage.
///   - windows: where places are counted from in the integral picture.
///   - norms: likewise in what ``ScanKernels/norms`` made.
/// - Returns: the number of survivors.
package func haarFilter(
  _ candidates: UnsafeMutablePointer<Int32>, count: Int, stage number: Int, tables: HaarTables,
  windows: UnsafePointer<Int32>, norms: UnsafePointer<Float>, kernels: ScanKernels
) -> Int {
  let stage = tables.stages[number]
  let (starts, sums) = (tables.workspace.starts, tables.workspace.sums)
  let margins = tables.workspace.margins
  let groups = haarGroups(candidates, count: count, starts: starts)
  if tables.isStumps {
    kernels.stumpSums(
      tables.stumps + stage.firstNode, stage.sharedCount, stage.pairCount,
      stage.treeCount &- stage.sharedCount &- stage.pairCount, windows, norms, starts, groups, sums)
  } else {
    kernels.treeSums(
      tables.nodes + stage.firstNode, tables.treeSizes + stage.firstTree, stage.treeCount, windows,
      norms, starts, groups, tables.workspace.scratch, sums)
  }
  var (kept, group, first) = (0, -1, -8)
  for index in 0..<count {
    let place = Int(candidates[index])
    let begins = place &- first >= 8
    group &+= begins ? 1 : 0
    first = begins ? place : first
    let margin = sums[8 &* group &+ place &- first] - stage.threshold
    var passes = margin > stage.slack ? 1 : 0
    if abs(margin) <= stage.slack {
      let sum = haarStageSum(stage, tables: tables, window: windows + place, norm: norms[place])
      passes = sum >= Double(stage.threshold) ? 1 : 0
    }
    candidates[kept] = Int32(truncatingIfNeeded: place)
    margins[kept] = margin
    kept &+= passes
  }
  return kept
}

/// Splits candidates into groups: each begins with the first candidate that is in none before.
///
/// - Parameter starts: receives each group's first place; has room for one more than candidates.
/// - Returns: the number of groups.
private func haarGroups(
  _ candidates: UnsafePointer<Int32>, count: Int, starts: UnsafeMutablePointer<Int32>
) -> Int {
  var (groups, first) = (0, Int32(-8))
  for index in 0..<count {
    let place = candidates[index]
    let begins = place &- first >= 8
    starts[groups] = place
    groups &+= begins ? 1 : 0
    first = begins ? place : first
  }
  return groups
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
        value < node.pointee.threshold ? node.pointee.left_value : node.pointee.right_value)
      node += 1
    }
    return sum
  }
  for tree in stage.firstTree..<(stage.firstTree &+ stage.treeCount) {
    var place = 0
    while true {
      let at = node + place
      let isLeft = featureValue(at, window) * norm < at.pointee.threshold
      let child = isLeft ? at.pointee.left_node : at.pointee.right_node
      if child < 0 {
        sum += Double(isLeft ? at.pointee.left_value : at.pointee.right_value)
        break
      }
      place = Int(child)
    }
    node += Int(tables.treeSizes[tree])
  }
  return sum
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

@inline(__always)
private func rectangleSum(
  _ window: UnsafePointer<Int32>, _ corners: (Int32, Int32, Int32, Int32)
) -> Int32 {
  window[Int(corners.0)] &- window[Int(corners.1)] &- window[Int(corners.2)]
    &+ window[Int(corners.3)]
}
