/// What is kept of pictures.
package struct RecordingSettings: Sendable, Equatable {
  /// What begins a recording.
  package enum Occasion: String, Sendable, CaseIterable {
    /// `emotion-detector control record`.
    case request
    /// A face that is seen, and requests.
    case face
  }

  /// The folder of recordings and snapshots; nil keeps no picture, whoever asks.
  package var folder: String?
  package var when = Occasion.request
  /// Recordings begin so many seconds before their occasion.
  package var beforeSeconds = 2.0
  /// Recordings of faces end so many seconds after the last one.
  package var afterSeconds = 5.0
  /// After so many seconds a recording is followed by the next one.
  package var longestSeconds = 600.0
  package var privacy = Privacy.none
  /// Whether boxes, labels and time are drawn on the pictures.
  package var overlay = true
  package var keepDays: Int? = 7
  package var keepBytes: Int? = 10 << 30

  package init() {}
}
