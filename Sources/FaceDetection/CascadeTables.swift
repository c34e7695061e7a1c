import Imaging
import Kernels

/// A cascade laid out flat for the scan's loops, for one layout of the integral picture.
struct CascadeTables {
  private(set) var nodes: [HaarNode] = []
  /// For cascades of stumps: the nodes of each stage by the shape of their features.
  private(set) var stumps: [HaarNode] = []
  private(set) var treeSizes: [Int32] = []
  private(set) var stages: [HaarStage] = []
  /// Corners of the rectangle whose levels a window is normalised by: all but a border of a pixel.
  let normCorners: SIMD4<Int32>
  let normArea: Int

  /// OpenCV takes this off each stage's threshold when it reads a cascade.
  private static let thresholdMargin: Float = 1e-5

  /// - Parameters:
  ///   - stride: elements of a row of the integral picture.
  ///   - layout: of the integral picture.
  ///   - tiltedOffset: where its tilted sums begin.
  init(_ cascade: Cascade, stride: Int, layout: IntegralImage.Layout, tiltedOffset: Int) {
    let norm = Rect(
      x: 1, y: 1, width: cascade.windowWidth - 2, height: cascade.windowHeight - 2)
    normCorners = IntegralImage.corners(of: norm, stride: stride, layout: layout)
    normArea = norm.area
    for stage in cascade.stages {
      var flatStage =
        HaarStage(
          firstNode: nodes.count, firstTree: treeSizes.count, treeCount: stage.trees.count,
          threshold: stage.threshold - Self.thresholdMargin, slack: Self.slack(of: stage))
      for tree in stage.trees {
        let flat = Self.nodes(of: tree, in: cascade) { rect, isTilted in
          isTilted
            ? IntegralImage.corners(
              ofTilted: rect, stride: stride, layout: layout, offset: tiltedOffset)
            : IntegralImage.corners(of: rect, stride: stride, layout: layout)
        }
        treeSizes.append(Int32(flat.count))
        nodes += flat
      }
      let added = nodes[flatStage.firstNode...]
      let shared = added.filter(\.hasSharedSide)
      let pairs = added.filter { !$0.hasSharedSide && $0.weight2 == 0 }
      (flatStage.sharedCount, flatStage.pairCount) = (shared.count, pairs.count)
      stumps += shared + pairs + added.filter { $0.weight2 != 0 }
      stages.append(flatStage)
    }
  }

  /// Number of nodes of the largest tree.
  var largestTree: Int { Int(treeSizes.max() ?? 0) }

  /// Bounds the rounding of a sum in single precision: each of n + 1 additions is off by at most
  /// 2^-24 of a partial sum, and no partial sum exceeds that of all magnitudes. Doubled.
  private static func slack(of stage: Cascade.Stage) -> Float {
    let magnitudes = stage.trees.reduce(Double(abs(stage.threshold)) + 1) {
      $0 + Double($1.leaves.map(abs).max() ?? 0)
    }
    return Float(Double(stage.trees.count + 2) * magnitudes * 0x1p-23)
  }

  /// A tree's nodes, each after its parent.
  private static func nodes(
    of tree: Cascade.Tree, in cascade: Cascade, corners: (Rect, _ isTilted: Bool) -> SIMD4<Int32>
  ) -> [HaarNode] {
    let order = tree.reachedNodes() ?? []
    var places = [Int32](repeating: -1, count: tree.nodes.count)
    for (place, index) in order.enumerated() { places[index] = Int32(place) }
    func side(_ child: Int) -> (value: Float, node: Int32) {
      child > 0 ? (0, places[child]) : (tree.leaves[-child], -1)
    }
    return order.map { index in
      let node = tree.nodes[index]
      let feature = cascade.features[node.feature]
      let parts = feature.parts
      func places(_ part: Int) -> SIMD4<Int32> {
        part < parts.count ? corners(parts[part].rect, feature.isTilted) : SIMD4(repeating: 0)
      }
      func weight(_ part: Int) -> Float { part < parts.count ? parts[part].weight : 0 }
      let (first, second) = withSharedLast(places(0), places(1))
      return HaarNode(
        corners: (first, second, places(2)),
        weights: (weight(0), weight(1), weight(2)), threshold: node.threshold,
        left: side(node.left), right: side(node.right))
    }
  }
}

/// Two rectangles' corners with those that both have put last: the first and last count as plus,
/// the two between them as minus, so that each pair may change places.
private func withSharedLast(
  _ a: SIMD4<Int32>, _ b: SIMD4<Int32>
) -> (SIMD4<Int32>, SIMD4<Int32>) {
  var (a, b) = (a, b)
  for (first, last) in [(0, 3), (1, 2)] {
    for (i, j) in [(first, first), (first, last), (last, first)] where a[i] == b[j] {
      if i == first { (a[first], a[last]) = (a[last], a[first]) }
      if j == first { (b[first], b[last]) = (b[last], b[first]) }
      break
    }
  }
  return (a, b)
}

extension HaarNode {
  /// Whether the feature has two rectangles whose last two corners are the same.
  fileprivate var hasSharedSide: Bool {
    weight2 == 0 && corners0.2 == corners1.2 && corners0.3 == corners1.3
  }
}
