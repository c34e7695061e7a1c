import Files
import Foundation

/// The folder of one recording: `DIR/2026-11-22T16-47-05Z/` with `video.mkv`, `faces.csv`,
/// `session.json` and `snapshots/`. Nobody but its owner can read it.
package struct SessionFolder: Sendable, Equatable {
  package let path: String

  package var video: String { "\(path)/video.mkv" }
  package var faces: String { "\(path)/faces.csv" }
  package var session: String { "\(path)/session.json" }
  package var snapshots: String { "\(path)/snapshots" }

  /// Makes a new folder named after a point in time, with a number behind it where that name is
  /// taken.
  ///
  /// - Throws: ``Files/FileError/system(path:operation:errno:)``.
  package init(below parent: String, at date: Date) throws {
    try FileTree.makeFolders(parent)
    let name = Self.name(of: date)
    for attempt in 1... {
      let path = "\(parent)/\(name)" + (attempt == 1 ? "" : "-\(attempt)")
      if mkdir(path, 0o700) == 0 {
        self.path = path
        do { try FileTree.makeFolders(snapshots) } catch {
          remove()
          throw error
        }
        return
      }
      guard errno == EEXIST else {
        throw FileError.system(path: path, operation: "make the folder", errno: errno)
      }
    }
    preconditionFailure("\(parent): no free name for \(name)")
  }

  /// Deletes it with all that is in it, as far as that is possible.
  package func remove() { try? FileManager.default.removeItem(atPath: path) }

  /// A name for a point in time that sorts and is allowed everywhere: `2026-11-22T16-47-05Z`.
  package static func name(of date: Date) -> String {
    date.formatted(
      Date.ISO8601FormatStyle(timeZone: .gmt)
    ).replacingOccurrences(of: ":", with: "-")
  }
}
