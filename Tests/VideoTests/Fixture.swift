import Foundation
import Imaging
import Video

/// Finds the files of the tests.
enum Fixture {
  private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
  private static let clips =
    tests.appending(path: "../../../shared/data/clips").standardized

  static func path(_ name: String) -> String {
    tests.appending(path: "Fixtures").appending(path: name).path
  }

  static func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: path(name)))
  }

  static func clip(_ name: String) -> String { clips.appending(path: name).path }

  static var hasClips: Bool { FileManager.default.fileExists(atPath: clip("smile.mp4")) }
}

/// A folder of a test's own, removed with the last reference to it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "video-\(UUID())").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func path(_ name: String) -> String { path + "/" + name }

  /// Writes a file and returns its path.
  func file(_ name: String, _ bytes: Data) throws -> String {
    try bytes.write(to: URL(filePath: path(name)))
    return path(name)
  }

  /// The names in the folder, sorted.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }
}

extension FrameSource {
  /// Every frame up to the end.
  func allFrames() throws -> [Frame] {
    var frames: [Frame] = []
    while let frame = try next() { frames.append(frame) }
    return frames
  }
}

/// The greatest difference between two pictures of the same size.
func greatestDifference(_ a: GrayImage, _ b: GrayImage) -> Int {
  precondition(a.width == b.width && a.height == b.height, "\(a.bounds) against \(b.bounds)")
  return zip(a.pixels, b.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
}

/// Peak signal-to-noise ratio in decibels: `10 log10(255^2 / mean squared error)`.
func peakSignalToNoise(_ a: [UInt8], _ b: [UInt8]) -> Double {
  precondition(a.count == b.count, "\(a.count) bytes against \(b.count)")
  let squares = zip(a, b).reduce(0) { $0 + (Int($1.0) - Int($1.1)) * (Int($1.0) - Int($1.1)) }
  return 10 * log10(255 * 255 * Double(a.count) / Double(max(1, squares)))
}
