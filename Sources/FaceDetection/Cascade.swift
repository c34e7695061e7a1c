import Imaging

/// A Haar cascade after Viola and Jones (2001) with Lienhart's (2002) features and trees: stages of
/// weak classifiers, each of which must reach its threshold for a window to go on to the next.
///
/// Every cascade is checked when it is made: features lie inside the window, nodes name features
/// and nodes that exist, trees have no cycles.
package struct Cascade: Sendable, Equatable {
  /// A weak classifier: a decision tree over features, most often with one node (a stump).
  package struct Tree: Sendable, Equatable {
    /// At least one; the first is the root.
    package let nodes: [Node]
    /// One more than there are nodes.
    package let leaves: [Float]

    package init(nodes: [Node], leaves: [Float]) {
      self.nodes = nodes
      self.leaves = leaves
    }
  }

  /// A decision: left where the feature, divided by the window's deviation and area, is below the
  /// threshold, else right.
  package struct Node: Sendable, Equatable {
    /// Index into the cascade's features.
    package let feature: Int
    package let threshold: Float
    /// Greater than 0: the node of that index; else the leaf of index `-left`.
    package let left: Int
    /// Greater than 0: the node of that index; else the leaf of index `-right`.
    package let right: Int

    package init(feature: Int, threshold: Float, left: Int, right: Int) {
      self.feature = feature
      self.threshold = threshold
      self.left = left
      self.right = right
    }
  }

  /// Trees whose leaves, summed up, must reach a threshold.
  package struct Stage: Sendable, Equatable {
    package let threshold: Float
    /// At least one.
    package let trees: [Tree]

    package init(threshold: Float, trees: [Tree]) {
      self.threshold = threshold
      self.trees = trees
    }
  }

  /// Shortest side of a window in pixels: its border of one pixel does not count for brightness.
  package static let minimumWindowSide = 3
  /// Longest side of a window in pixels: beyond it the sums of squares leave 32 bits.
  package static let maximumWindowSide = 256

  /// The file's name without folder and extension.
  package let name: String
  /// Width in pixels of the window that is looked at.
  package let windowWidth: Int
  /// Height in pixels of the window that is looked at.
  package let windowHeight: Int
  package let features: [HaarFeature]
  package let stages: [Stage]

  /// A cascade from its parts, checked.
  ///
  /// - Parameter path: what errors name.
  /// - Throws: ``FaceDetectionError`` where the parts contradict each other.
  package init(
    name: String, path: String, windowWidth: Int, windowHeight: Int, features: [HaarFeature],
    stages: [Stage]
  ) throws {
    self.name = name
    self.windowWidth = windowWidth
    self.windowHeight = windowHeight
    self.features = features
    self.stages = stages
    if let fault = fault() {
      throw FaceDetectionError.damagedCascade(path: path, reason: fault)
    }
  }

  /// What contradicts itself in the cascade; nil where nothing does.
  private func fault() -> String? {
    let sides = Self.minimumWindowSide...Self.maximumWindowSide
    guard sides.contains(windowWidth), sides.contains(windowHeight) else {
      return "a window of \(windowWidth)x\(windowHeight), sides must be "
        + "\(sides.lowerBound) to \(sides.upperBound)"
    }
    if features.isEmpty { return "no features" }
    if stages.isEmpty { return "no stages" }
    let window = Rect(x: 0, y: 0, width: windowWidth, height: windowHeight)
    for (index, feature) in features.enumerated() {
      if let fault = feature.fault(in: window) { return "feature \(index) \(fault)" }
    }
    for (stageIndex, stage) in stages.enumerated() {
      if stage.trees.isEmpty { return "stage \(stageIndex) has no trees" }
      if !stage.threshold.isFinite { return "the threshold of stage \(stageIndex) is no number" }
      for (treeIndex, tree) in stage.trees.enumerated() {
        if let fault = tree.fault(featureCount: features.count) {
          return "tree \(treeIndex) of stage \(stageIndex) \(fault)"
        }
      }
    }
    return nil
  }
}

extension HaarFeature {
  /// The upright rectangle around a tilted one.
  private static func frame(ofTilted rect: Rect) -> Rect {
    let side = rect.width + rect.height
    return Rect(x: rect.x - rect.height, y: rect.y, width: side, height: side)
  }

  /// What is wrong with the feature, as the end of a sentence.
  fileprivate func fault(in window: Rect) -> String? {
    guard (1...Self.maximumParts).contains(parts.count) else {
      return "has \(parts.count) rectangles, not 1 to \(Self.maximumParts)"
    }
    for part in parts {
      let rect = part.rect
      // Sides are held against the window first, so that sums cannot overflow.
      let fits =
        (0...window.width).contains(rect.x) && (0..<window.height).contains(rect.y)
        && (1...window.width).contains(rect.width) && (1...window.height).contains(rect.height)
        && window.contains(isTilted ? Self.frame(ofTilted: rect) : rect)
      if !fits {
        return "has a rectangle \(rect.x) \(rect.y) \(rect.width) \(rect.height) "
          + "outside the window of \(window.width)x\(window.height)"
      }
      if !part.weight.isFinite { return "has a weight that is no number" }
    }
    return nil
  }
}

extension Cascade.Tree {
  /// What is wrong with the tree, as the end of a sentence.
  fileprivate func fault(featureCount: Int) -> String? {
    if nodes.isEmpty { return "has no nodes" }
    if leaves.count != nodes.count + 1 {
      return "has \(leaves.count) leaves for \(nodes.count) nodes, must be one more"
    }
    if !leaves.allSatisfy(\.isFinite) { return "has a leaf that is no number" }
    for (index, node) in nodes.enumerated() {
      if !(0..<featureCount).contains(node.feature) {
        return "uses feature \(node.feature) of \(featureCount)"
      }
      if !node.threshold.isFinite { return "has a threshold that is no number" }
      for child in [node.left, node.right] where child >= nodes.count || child <= -leaves.count {
        return "leads from node \(index) to \(child), which does not exist"
      }
    }
    return reachedNodes() == nil ? "visits a node twice: its nodes form a cycle" : nil
  }

  /// The nodes' indices, each after its parent; nil where one is reached twice.
  func reachedNodes() -> [Int]? {
    var order: [Int] = []
    var isReached = [Bool](repeating: false, count: nodes.count)
    var waiting = [0]
    while let index = waiting.popLast() {
      if isReached[index] { return nil }
      isReached[index] = true
      order.append(index)
      for child in [nodes[index].right, nodes[index].left] where child > 0 { waiting.append(child) }
    }
    return order
  }
}
