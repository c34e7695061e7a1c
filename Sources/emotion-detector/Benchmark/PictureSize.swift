/// Width and height that cameras deliver.
struct PictureSize {
  let width: Int
  let height: Int
  /// Portraits that fit side by side.
  let faces: Int

  /// What nearly every webcam offers, and a notebook's usual one.
  static let usual = [
    PictureSize(width: 640, height: 480, faces: 2), PictureSize(width: 1280, height: 720, faces: 4),
  ]
}
