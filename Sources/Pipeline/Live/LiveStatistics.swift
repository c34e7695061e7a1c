/// How many frames went which way. At the end, and whenever nothing is under way,
/// `analysed + dropped == captured`.
package struct LiveStatistics: Sendable, Equatable {
  /// Frames the camera has made, by its driver's sequence; frames delivered where it has none.
  package var captured = 0
  /// Frames whose analysis is done.
  package var analysed = 0
  /// Frames lost in the driver: gaps in its sequence.
  package var lostByDriver = 0
  /// Frames put aside because a newer one came before the analysis was free.
  package var replaced = 0
  /// Faces found, summed over the analysed frames.
  package var faces = 0
  /// Times a lost camera was opened again.
  package var reconnects = 0

  package init() {}

  /// Frames that were not analysed.
  package var dropped: Int { lostByDriver + replaced }
}
