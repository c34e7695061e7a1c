/// What became of the frames a camera captured, up to the last one delivered:
/// `captured == delivered + stale + lost + damaged`.
package struct CameraStatistics: Sendable, Equatable {
  /// Frames by the driver's own count, those it dropped included.
  package var captured = 0
  /// Frames that ``CameraSource/next()`` returned.
  package var delivered = 0
  /// Frames passed over because a newer one was there already.
  package var stale = 0
  /// Gaps in the driver's count: frames it had no buffer for.
  package var lost = 0
  /// Frames that the driver or their bytes showed to be damaged.
  package var damaged = 0

  package init() {}

  /// All that was captured but not delivered.
  package var skipped: Int { captured - delivered }
}
