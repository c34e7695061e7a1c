import Foundation

/// Files that are either the old or the new version, never half of one.
package enum AtomicFile {
  /// Writes to a temporary name in the same folder, syncs, and renames.
  ///
  /// - Throws: `TrainingError.cannotWrite`; the file is then as it was.
  package static func write(_ bytes: [UInt8], to path: String) throws {
    let temporary = "\(path).part"
    do {
      guard FileManager.default.createFile(atPath: temporary, contents: nil) else {
        throw TrainingError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
      }
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: temporary))
      try handle.write(contentsOf: bytes)
      try handle.synchronize()
      try handle.close()
      guard rename(temporary, path) == 0 else {
        throw TrainingError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
      }
    } catch {
      unlink(temporary)
      if error is TrainingError { throw error }
      throw TrainingError.cannotWrite(path: path, reason: error.localizedDescription)
    }
  }
}
