/// How far a file has been worked through.
package struct OfflineProgress: Sendable, Equatable {
  /// Frames done.
  package var frames: Int
  /// Time of the last one since the first.
  package var time: Duration
}
