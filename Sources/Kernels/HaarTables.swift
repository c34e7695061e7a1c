/// A cascade laid out flat for one layout of the integral picture, and what a scan works with.
/// Pointers are borrowed: the owner keeps them alive as long as the tables are used.
package struct HaarTables {
  package var nodes: UnsafePointer<HaarNode>
  /// The same nodes, those of a stage ordered by the shape of their features: for sums whose order
  /// does not matter. Used where `isStumps`.
  package var stumps: UnsafePointer<HaarNode>
  /// Number of nodes of each tree.
  package var treeSizes: UnsafePointer<Int32>
  package var stages: UnsafePointer<HaarStage>
  package var stageCount: Int
  /// Whether every tree has one node, which allows the shorter loops.
  package var isStumps: Bool
  /// Room for what is worked out for a row; used by one thread at a time.
  package var workspace: HaarWorkspace

  package init(
    nodes: UnsafePointer<HaarNode>, stumps: UnsafePointer<HaarNode>,
    treeSizes: UnsafePointer<Int32>, stages: UnsafePointer<HaarStage>, stageCount: Int,
    isStumps: Bool, workspace: HaarWorkspace
  ) {
    self.nodes = nodes
    self.stumps = stumps
    self.treeSizes = treeSizes
    self.stages = stages
    self.stageCount = stageCount
    self.isStumps = isStumps
    self.workspace = workspace
  }
}
