/// One stage of a cascade as the scan reads it: a run of trees and the sum they must reach.
package struct HaarStage: Sendable {
  /// Index of the stage's first node among all nodes of the cascade.
  package var firstNode: Int
  /// Index of the stage's first tree among all trees of the cascade.
  package var firstTree: Int
  /// Number of trees; with stumps also the number of nodes.
  package var treeCount: Int
  /// Among the stage's stumps in the order of ``HaarTables/stumps``: first those whose two
  /// rectangles share a side, this many.
  package var sharedCount = 0
  /// Then those of two rectangles without, this many; the rest has three.
  package var pairCount = 0
  /// A window whose sum is less is refused.
  package var threshold: Float
  /// Greatest distance of a sum in single precision, in any order, from the one in double
  /// precision: nearer to the threshold than this, a verdict needs the exact sum.
  package var slack: Float

  package init(firstNode: Int, firstTree: Int, treeCount: Int, threshold: Float, slack: Float) {
    self.firstNode = firstNode
    self.firstTree = firstTree
    self.treeCount = treeCount
    self.threshold = threshold
    self.slack = slack
  }
}
