import FaceDetection

/// A weak classifier as boosting grew it, over the columns of a ``FeatureMatrix``.
package struct GrownTree: Sendable {
  package struct Node: Sendable {
    package var feature: Int
    /// Windows whose bin is at most this go left.
    package var bin: Int
    /// Greater than 0: a node; else the leaf of index `-left`.
    package var left = 0
    package var right = 0
  }

  package internal(set) var nodes: [Node] = []
  package internal(set) var leaves: [Float] = []

  /// The leaf's answer for each window.
  package func answers(_ matrix: FeatureMatrix) -> [Float] {
    var places = [Int](repeating: 0, count: matrix.windowCount)
    var answers = [Float](repeating: 0, count: matrix.windowCount)
    // A node's children come after it, so that one pass over the nodes moves every window down.
    for (index, node) in nodes.enumerated() {
      matrix.withRow(node.feature) { bins in
        for window in places.indices where places[window] == index {
          let next = Int(bins[window]) <= node.bin ? node.left : node.right
          places[window] = next > 0 ? next : -1
          if next <= 0 { answers[window] = leaves[-next] }
        }
      }
    }
    return answers
  }

  /// As a cascade has it.
  ///
  /// - Parameter number: gives a feature its number in the cascade.
  func tree(_ matrix: FeatureMatrix, number: (HaarFeature) -> Int) -> Cascade.Tree {
    Cascade.Tree(
      nodes: nodes.map { node in
        Cascade.Node(
          feature: number(matrix.features[node.feature]),
          threshold: matrix.bins[node.feature].threshold(after: node.bin), left: node.left,
          right: node.right)
      }, leaves: leaves)
  }
}
