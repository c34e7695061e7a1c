/// What became of a photograph.
enum CropOutcome: Sendable {
  /// Its faces: crops that were written, and crops that were there already and stay.
  case faces(written: Int, kept: Int)
  /// It is left out; why, in words.
  case unreadable(String)
}
