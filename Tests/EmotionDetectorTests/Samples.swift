import Foundation

/// Pictures and clips that tests look at.
enum Samples {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static var astronaut: String { "\(root.path)/Tests/Fixtures/samples/astronaut.png" }
  static var hugePicture: String { "\(root.path)/Tests/PicturesTests/Fixtures/huge.png" }
  static var smile: String { "\(root.path)/../shared/data/clips/smile.mp4" }

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// Debian's cascade; the tests that need one are left out without it.
  static let cascade = "/usr/share/opencv4/haarcascades/haarcascade_frontalface_default.xml"
  static var hasCascade: Bool { FileManager.default.fileExists(atPath: cascade) }
  static var hasClips: Bool { FileManager.default.fileExists(atPath: smile) && hasCascade }
}
