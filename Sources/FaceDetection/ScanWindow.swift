/// A window that passed the cascade, with its place in the scan.
struct ScanWindow: Equatable {
  /// Index of the scale in the plan.
  var scale: Int
  /// Row among the scale's windows.
  var row: Int
  /// Column among the scale's windows.
  var column: Int
  /// Not clipped to the picture.
  var detection: Detection

  /// Each window once, in an order that does not depend on the one given.
  static func unique(_ windows: [ScanWindow]) -> [ScanWindow] {
    var all = windows.sorted(by: comesFirst)
    var kept = 0
    for index in all.indices where kept == 0 || all[index] != all[kept - 1] {
      all[kept] = all[index]
      kept += 1
    }
    all.removeSubrange(kept...)
    return all
  }

  /// By the detection, then by scale, so that no two orders are possible.
  private static func comesFirst(_ a: ScanWindow, _ b: ScanWindow) -> Bool {
    if a.detection.comes(before: b.detection) { return true }
    if b.detection.comes(before: a.detection) { return false }
    return a.scale < b.scale
  }
}
