/// Room for what the scan works out for some rows of windows, used again from rows to rows. Its
/// owner gives it back.
package struct HaarWorkspace {
  /// What each window is divided by, at the window's place.
  package let norms: UnsafeMutablePointer<Float>
  /// Places of the windows that are still in it, ascending.
  package let candidates: UnsafeMutablePointer<Int32>
  /// By how much each of them passed the stage that was put to them last.
  package let margins: UnsafeMutablePointer<Float>
  /// Place of the first window of each group of eight neighbours.
  let starts: UnsafeMutablePointer<Int32>
  /// Eight sums of each group.
  let sums: UnsafeMutablePointer<Float>
  /// Eight values of each node of a tree.
  let scratch: UnsafeMutablePointer<Float>

  /// - Parameters:
  ///   - windows: greatest number of windows that are searched together.
  ///   - places: all their places lie below it.
  ///   - largestTree: greatest number of nodes in a tree.
  package init(windows: Int, places: Int, largestTree: Int) {
    precondition(
      windows >= 0 && places >= 0 && largestTree >= 0,
      "\(windows) windows, \(places) places, \(largestTree) nodes")
    norms = .allocate(capacity: places + 8)
    norms.initialize(repeating: 0, count: places + 8)
    candidates = .allocate(capacity: windows + 1)
    candidates.initialize(repeating: 0, count: windows + 1)
    margins = .allocate(capacity: windows + 1)
    margins.initialize(repeating: 0, count: windows + 1)
    starts = .allocate(capacity: windows + 1)
    starts.initialize(repeating: 0, count: windows + 1)
    // Groups are as many as windows where these lie far apart.
    sums = .allocate(capacity: 8 * windows)
    scratch = .allocate(capacity: 8 * largestTree)
    sums.initialize(repeating: 0, count: 8 * windows)
    scratch.initialize(repeating: 0, count: 8 * largestTree)
  }

  /// Gives the memory back.
  package func deallocate() {
    norms.deallocate()
    candidates.deallocate()
    margins.deallocate()
    starts.deallocate()
    sums.deallocate()
    scratch.deallocate()
  }
}
