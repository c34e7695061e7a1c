import Foundation
import Pipeline

/// What `--events` asks for: the writer, and the record beside a file.
struct EventsFile {
  let writer: EventWriter
  private let recordPath: String?
  private var record: SessionRecord

  /// Opens the output and writes the record of a session that has begun.
  ///
  /// - Parameters:
  ///   - path: a file, `.csv` for a table, else JSON Lines; `-` for standard output.
  ///   - input: the file the frames come from, which is not to be overwritten.
  init(_ path: String, source: String, input: String?, record: SessionRecord) throws {
    if let input, SameFile.isSame(path, input) {
      throw CommandError.overwritesInput(path: path)
    }
    let output: any EventOutput =
      path == "-" ? StandardOutputEvents() : try EventFile(path: path)
    writer = EventWriter(EventFormat(path: path), source: source, to: output)
    // A device or pipe has no place beside it.
    recordPath = Self.isPlain(path) ? SessionRecord.path(besideEvents: path) : nil
    self.record = record
    if let recordPath { try record.write(to: recordPath) }
  }

  /// Completes the record.
  mutating func finish(_ counts: SessionRecord.Counts) throws {
    record.counts = counts
    record.ended = JSONText.timestamp(Date())
    if let recordPath { try record.write(to: recordPath) }
  }

  private static func isPlain(_ path: String) -> Bool {
    var status = stat()
    return path != "-" && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
