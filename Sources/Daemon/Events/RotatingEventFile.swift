import Files
import Foundation
import Glibc
import Pipeline

/// Events in files of a folder, `events-2026-11-22T16-47-05Z.jsonl`, readable by their owner alone.
///
/// A new one begins with each start, with each day (UTC) and when one is full, always between two
/// lines. Whatever ends the program leaves whole lines, but for a last one that was being written.
package final class RotatingEventFile: EventOutput {
  private let folder: String
  private let rotateBytes: Int
  private let rotateDaily: Bool
  private let clock: @Sendable () -> Date
  private var file: (path: String, descriptor: Int32, bytes: Int, day: Int)?

  /// - Parameter clock: tells the time that names and days go by.
  /// - Throws: ``Files/FileError`` where the folder can't be made.
  package init(
    folder: String, rotateBytes: Int, rotateDaily: Bool,
    clock: @escaping @Sendable () -> Date = { Date() }
  ) throws {
    self.folder = folder
    self.rotateBytes = rotateBytes
    self.rotateDaily = rotateDaily
    self.clock = clock
    try FileTree.makeFolders(folder)
  }

  deinit { closeFile() }

  /// Writes whole lines. Where that fails nothing of them stays in the file.
  package func write(_ text: String) throws {
    let bytes = Array(text.utf8)
    let now = clock()
    if let file, file.bytes + bytes.count > rotateBytes || (rotateDaily && file.day != day(now)) {
      closeFile()
    }
    if file == nil { try open(at: now) }
    guard let file else { return }
    do {
      try writeAll(bytes, to: file.descriptor, on: file.path)
      self.file?.bytes += bytes.count
    } catch {
      // Half a line would spoil the next one. Where even that fails, the next lines go elsewhere.
      if ftruncate(file.descriptor, off_t(file.bytes)) != 0 { closeFile() }
      throw error
    }
  }

  package func close() { closeFile() }

  private func open(at now: Date) throws {
    let name = SessionFolder.name(of: now)
    for attempt in 1... {
      let path = "\(folder)/events-\(name)" + (attempt == 1 ? "" : "-\(attempt)") + ".jsonl"
      let flags = O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC
      let descriptor = Glibc.open(path, flags, 0o600)
      if descriptor >= 0 {
        file = (path, descriptor, 0, day(now))
        return
      }
      guard errno == EEXIST else {
        throw FileError.system(path: path, operation: "create it", errno: errno)
      }
    }
  }

  private func closeFile() {
    if let file { _ = Glibc.close(file.descriptor) }
    file = nil
  }

  private func day(_ date: Date) -> Int { Int((date.timeIntervalSince1970 / 86400).rounded(.down)) }
}
