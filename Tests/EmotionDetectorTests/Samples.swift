import Foundation

/// Pictures and clips that tests look at.
enum Samples {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static var astronaut: String { "\(root.path)/Tests/Fixtures/samples/astronaut.png" }
  /// One face, and nothing that the default cascade takes for another.
  static var portrait: String { "\(root.path)/Tests/Fixtures/samples/grace_hopper.jpg" }
  static var hugePicture: String { "\(root.path)/Tests/PicturesTests/Fixtures/huge.png" }
  static var smile: String { "\(root.path)/../shared/data/clips/smile.mp4" }

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// The project's own cascade.
  static var cascade: String { "\(root.path)/cascades/frontalface.xml" }
  static var hasClips: Bool { FileManager.default.fileExists(atPath: smile) }
}
