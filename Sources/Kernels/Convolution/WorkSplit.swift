/// How a product of many rows and many filters is cut into units that threads take.
///
/// A unit is a block of rows with a group of panels. Rows are cut first, into blocks that fit the
/// second-level cache; where there are too few of them for the threads, filters are cut too.
package struct WorkSplit: Sendable {
  let rows: Int
  let panels: Int
  let blockRows: Int
  let groupPanels: Int
  private let blocks: Int

  /// - Parameters:
  ///   - largest: rows of a block at most, a multiple of 6.
  ///   - smallest: rows below which a block is not cut for the sake of more threads.
  package init(rows: Int, panels: Int, threads: Int, largest: Int, smallest: Int) {
    self.rows = rows
    self.panels = panels
    let share = (rows + threads - 1) / threads
    blockRows = min(largest, max(smallest, (share + 5) / 6 * 6))
    blocks = (rows + blockRows - 1) / blockRows
    let groups = min(panels, (threads + blocks - 1) / blocks)
    groupPanels = (panels + groups - 1) / groups
  }

  package var units: Int { blocks * ((panels + groupPanels - 1) / groupPanels) }

  package func rows(of unit: Int) -> Range<Int> {
    let first = unit % blocks * blockRows
    return first..<min(first + blockRows, rows)
  }

  package func panels(of unit: Int) -> Range<Int> {
    let first = unit / blocks * groupPanels
    return first..<min(first + groupPanels, panels)
  }
}
