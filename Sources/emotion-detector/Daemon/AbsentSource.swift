import Video

/// Stands in for a camera that can't be opened yet: its loss is noticed at once, and the stream
/// looks for the camera from then on.
final class AbsentSource: FrameSource {
  let name: String
  private let reason: any Error

  init(name: String, reason: any Error) {
    self.name = name
    self.reason = reason
  }

  func next() throws -> Frame? { throw reason }

  func interrupt() {}
}
