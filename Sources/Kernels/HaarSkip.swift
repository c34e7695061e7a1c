/// Takes out the windows that OpenCV's scan never looks at: behind a window that fails the first
/// stage the next one is passed over. Windows without a norm make nobody skip.
///
/// - Parameters:
///   - candidates: places in the row of windows that pass the first stage, ascending; those that
///     are looked at replace them.
///   - count: number of candidates.
///   - norms: the row's factors, 0 for windows that are not put to any stage.
///   - windows: number of windows in the row.
///   - first: place of a window that the scan looks at for certain; those before it are taken out.
/// - Returns: the number of candidates left.
package func haarSkip(
  _ candidates: UnsafeMutablePointer<Int32>, count: Int, norms: UnsafePointer<Float>, windows: Int,
  from first: Int
) -> Int {
  // SAFETY: candidates are places below `windows`, as many as `norms` has.
  var (place, next, kept) = (first, 0, 0)
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

/// The place behind the last window before `lead` that makes nobody skip: one that passes the first
/// stage, or one without a norm. Whatever came before, the scan looks at the window there.
///
/// - Parameters:
///   - candidates: as ``haarSkip`` takes them.
///   - lead: number of the row's first windows to look among.
/// - Returns: nil where all of them fail the first stage, so that only what lies before them tells.
package func haarSkipStart(
  _ candidates: UnsafePointer<Int32>, count: Int, norms: UnsafePointer<Float>, lead: Int
) -> Int? {
  // SAFETY: `lead` is at most the number of norms, and there are `count` candidates.
  var start = 0
  for index in 0..<count where Int(candidates[index]) < lead {
    start = Int(candidates[index]) &+ 1
  }
  var place = lead
  while place > start {
    if norms[place &- 1] == 0 { return place }
    place &-= 1
  }
  return start > 0 ? start : nil
}
