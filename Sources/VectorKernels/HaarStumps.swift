import CSIMD

/// Sums up a stage's stumps for groups of eight neighbouring windows each.
///
/// The leaves are added in single precision, feature by feature in the order given, which is not the
/// cascade's. Each feature is multiplied and added as OpenCV does, so that every window takes the
/// side it takes there.
///
/// - Parameters:
///   - stumps: the stage's nodes: first those whose two rectangles have the same last two corners,
///     `sharedCount`, then those of two rectangles, `pairCount`, then those of three.
///   - row: where windows' places are counted from in the integral picture.
///   - norms: each window's factor, at its place.
///   - starts: place of the first window of each group.
///   - sums: receives eight sums a group.
package func haarStumpSums(
  stumps: UnsafePointer<haar_node>, sharedCount: Int, pairCount: Int, tripleCount: Int,
  row: UnsafePointer<Int32>, norms: UnsafePointer<Float>, starts: UnsafePointer<Int32>,
  groups: Int, sums: UnsafeMutablePointer<Float>
) {
  // SAFETY: as for all loops of the scan, `row` plus any start, plus any corner, plus 8 elements
  // lies inside the integral picture, and `norms` is 8 longer than the row.
  let pairs = stumps + sharedCount
  let triples = pairs + pairCount
  let end = triples + tripleCount
  var group = 0
  // What a node says is loaded once for four groups: that is half of all loads else. Three are done
  // as if the last one were there twice.
  while group &+ 3 <= groups {
    let last = group &+ 3 < groups ? group &+ 3 : group &+ 2
    let (place0, place1) = (Int(starts[group]), Int(starts[group &+ 1]))
    let (place2, place3) = (Int(starts[group &+ 2]), Int(starts[last]))
    let (windows0, windows1) = (row + place0, row + place1)
    let (windows2, windows3) = (row + place2, row + place3)
    let (norm0, norm1) = (octet_load(norms + place0), octet_load(norms + place1))
    let (norm2, norm3) = (octet_load(norms + place2), octet_load(norms + place3))
    var (sum0, sum1, sum2, sum3) = (octet.zero, octet.zero, octet.zero, octet.zero)
    var node = stumps
    while node < pairs {
      sum0 = octet_add(sum0, leaf(node, sharedFeature(node, windows0), norm0))
      sum1 = octet_add(sum1, leaf(node, sharedFeature(node, windows1), norm1))
      sum2 = octet_add(sum2, leaf(node, sharedFeature(node, windows2), norm2))
      sum3 = octet_add(sum3, leaf(node, sharedFeature(node, windows3), norm3))
      node += 1
    }
    while node < triples {
      sum0 = octet_add(sum0, leaf(node, pairFeature(node, windows0), norm0))
      sum1 = octet_add(sum1, leaf(node, pairFeature(node, windows1), norm1))
      sum2 = octet_add(sum2, leaf(node, pairFeature(node, windows2), norm2))
      sum3 = octet_add(sum3, leaf(node, pairFeature(node, windows3), norm3))
      node += 1
    }
    while node < end {
      sum0 = octet_add(sum0, leaf(node, tripleFeature(node, windows0), norm0))
      sum1 = octet_add(sum1, leaf(node, tripleFeature(node, windows1), norm1))
      sum2 = octet_add(sum2, leaf(node, tripleFeature(node, windows2), norm2))
      sum3 = octet_add(sum3, leaf(node, tripleFeature(node, windows3), norm3))
      node += 1
    }
    let at = sums + group &* 8
    octet_store(at, sum0)
    octet_store(at + 8, sum1)
    octet_store(at + 16, sum2)
    octet_store(sums + last &* 8, sum3)
    group = last &+ 1
  }
  while group < groups {
    let place = Int(starts[group])
    let windows = row + place
    let norm = octet_load(norms + place)
    var sum = octet.zero
    var node = stumps
    while node < pairs {
      sum = octet_add(sum, leaf(node, sharedFeature(node, windows), norm))
      node += 1
    }
    while node < triples {
      sum = octet_add(sum, leaf(node, pairFeature(node, windows), norm))
      node += 1
    }
    while node < end {
      sum = octet_add(sum, leaf(node, tripleFeature(node, windows), norm))
      node += 1
    }
    octet_store(sums + group &* 8, sum)
    group &+= 1
  }
}

/// Sums up a stage's trees for groups of eight neighbouring windows each; else as
/// ``haarStumpSums(stumps:sharedCount:pairCount:tripleCount:row:norms:starts:groups:sums:)``.
///
/// - Parameters:
///   - nodes: the stage's nodes, tree by tree, each after its parent.
///   - treeSizes: number of nodes of each tree.
///   - scratch: room for eight values for each node of the largest tree.
package func haarTreeSums(
  nodes: UnsafePointer<haar_node>, treeSizes: UnsafePointer<Int32>, treeCount: Int,
  row: UnsafePointer<Int32>, norms: UnsafePointer<Float>, starts: UnsafePointer<Int32>,
  groups: Int, scratch: UnsafeMutablePointer<Float>, sums: UnsafeMutablePointer<Float>
) {
  // SAFETY: as above.
  var group = 0
  while group < groups {
    let place = Int(starts[group])
    let windows = row + place
    let norm = octet_load(norms + place)
    var sum = octet.zero
    var root = nodes
    var tree = 0
    while tree < treeCount {
      let size = Int(treeSizes[tree])
      sum = octet_add(sum, treeValues(root, size: size, windows, norm, scratch: scratch))
      root += size
      tree &+= 1
    }
    octet_store(sums + group &* 8, sum)
    group &+= 1
  }
}

/// The leaves that eight windows reach in a tree: every node is evaluated, children before parents.
@inline(__always)
private func treeValues(
  _ root: UnsafePointer<haar_node>, size: Int, _ windows: UnsafePointer<Int32>, _ norm: octet,
  scratch: UnsafeMutablePointer<Float>
) -> octet {
  if size == 1 { return leaf(root, anyFeature(root, windows), norm) }
  if size == 2 {
    // The usual tree: one side of the root is a leaf.
    let child = leaf(root + 1, anyFeature(root + 1, windows), norm)
    let value = octet_multiply(anyFeature(root, windows), norm)
    let threshold = octet_fill(root.pointee.threshold)
    return root.pointee.left_node < 0
      ? octet_where_below(value, threshold, octet_fill(root.pointee.left_value), child)
      : octet_where_below(value, threshold, child, octet_fill(root.pointee.right_value))
  }
  var place = size &- 1
  while place >= 0 {
    let node = root + place
    let (leftNode, rightNode) = (Int(node.pointee.left_node), Int(node.pointee.right_node))
    let left =
      leftNode < 0 ? octet_fill(node.pointee.left_value) : octet_load(scratch + leftNode &* 8)
    let right =
      rightNode < 0 ? octet_fill(node.pointee.right_value) : octet_load(scratch + rightNode &* 8)
    let value = octet_multiply(anyFeature(node, windows), norm)
    octet_store(
      scratch + place &* 8,
      octet_where_below(value, octet_fill(node.pointee.threshold), left, right))
    place &-= 1
  }
  return octet_load(scratch)
}

/// The leaf that each window reaches in a tree of one node.
@inline(__always)
private func leaf(_ node: UnsafePointer<haar_node>, _ feature: octet, _ norm: octet) -> octet {
  octet_where_below(
    octet_multiply(feature, norm), octet_fill(node.pointee.threshold),
    octet_fill(node.pointee.left_value), octet_fill(node.pointee.right_value))
}

/// A feature of two rectangles whose last two corners are the same. Sums are whole numbers: what
/// two rectangles share may be added first.
@inline(__always)
private func sharedFeature(
  _ node: UnsafePointer<haar_node>, _ windows: UnsafePointer<Int32>
) -> octet {
  let (corners0, corners1) = (node.pointee.corners0, node.pointee.corners1)
  let last = octet_ints_subtract(at(windows, corners0.3), at(windows, corners0.2))
  return weighted(
    node,
    octet_ints_add(octet_ints_subtract(at(windows, corners0.0), at(windows, corners0.1)), last),
    octet_ints_add(octet_ints_subtract(at(windows, corners1.0), at(windows, corners1.1)), last))
}

/// A feature of two rectangles.
@inline(__always)
private func pairFeature(
  _ node: UnsafePointer<haar_node>, _ windows: UnsafePointer<Int32>
) -> octet {
  weighted(
    node, rectangle(node.pointee.corners0, windows), rectangle(node.pointee.corners1, windows))
}

/// A feature of three rectangles.
@inline(__always)
private func tripleFeature(
  _ node: UnsafePointer<haar_node>, _ windows: UnsafePointer<Int32>
) -> octet {
  octet_add(
    pairFeature(node, windows),
    octet_multiply(
      octet_fill(node.pointee.weight2),
      octet_convert(rectangle(node.pointee.corners2, windows))))
}

/// A feature of any shape.
@inline(__always)
private func anyFeature(
  _ node: UnsafePointer<haar_node>, _ windows: UnsafePointer<Int32>
) -> octet {
  node.pointee.weight2 == 0 ? pairFeature(node, windows) : tripleFeature(node, windows)
}

/// The weighted sum of two rectangles, multiplied and added in single precision in this order.
@inline(__always)
private func weighted(
  _ node: UnsafePointer<haar_node>, _ sums0: octet_ints, _ sums1: octet_ints
) -> octet {
  octet_add(
    octet_multiply(octet_fill(node.pointee.weight0), octet_convert(sums0)),
    octet_multiply(octet_fill(node.pointee.weight1), octet_convert(sums1)))
}

@inline(__always)
private func rectangle(
  _ corners: (Int32, Int32, Int32, Int32), _ windows: UnsafePointer<Int32>
) -> octet_ints {
  octet_ints_add(
    octet_ints_subtract(at(windows, corners.0), at(windows, corners.1)),
    octet_ints_subtract(at(windows, corners.3), at(windows, corners.2)))
}

@inline(__always)
private func at(_ windows: UnsafePointer<Int32>, _ offset: Int32) -> octet_ints {
  octet_ints_load(windows + Int(offset))
}
