/// Takes out the windows that OpenCV's scan never looks at: behind a window that fails the first
/// stage the next one is passed over. Windows without a norm make nobody skip.
///
/// - Parameters:
///   - candidates: places in the row of windows that pass the first stage, ascending; those that
///     are looked at replace them.
///   - count: number of candidates.
///   - norms: the row's factors, 0 for windows that are not put to any stage.
///   - windows: number of windows in the row.
/// - Returns: the number of candidates left.
package func haarSkip(
  _ candidates: UnsafeMutablePointer<Int32>, count: Int, norms: UnsafePointer<Float>, windows: Int
) -> Int {
  // SAFETY: candidates are places below `windows`, as many as `norms` has.
  var (place, next, kept) = (0, 0, 0)
  while next < count {
    let candidate = Int(candidates[next])
    if candidate < place {
      next &+= 1
    } else if candidate == place {
      candidates[kept] = Int32(truncatingIfNeeded: candidate)
      kept &+= 1
      next &+= 1
      place &+= 1
    } else {
      place &+= norms[place] == 0 ? 1 : 2
    }
  }
  return kept
}
