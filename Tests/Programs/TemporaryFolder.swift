import Foundation

/// A folder that goes away with the test.
package final class TemporaryFolder {
  package let path: String

  package init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("emotion-detector-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Makes an empty file.
  package func emptyFile(_ name: String) throws -> URL { URL(fileURLWithPath: try file(name, [])) }

  /// Writes a file; returns its path.
  package func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = "\(path)/\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Writes a text file; returns its path.
  package func file(_ name: String, _ text: String) throws -> String {
    try file(name, Array(text.utf8))
  }
}
