import Foundation
import Pipeline

/// What `--events` asks for: the writer, and the record beside a file.
struct EventsFile {
  let writer: EventWriter
  /// Where the record goes and what is in it; nil where there is no file to put it beside.
  private var record: (path: String, content: SessionRecord)?

  /// Opens the output and writes the record of a session that has begun.
  ///
  /// - Parameters:
  ///   - path: a file, `.csv` for a table, else JSON Lines; `-` for standard output.
  ///   - input: the file the frames come from, which is not to be overwritten.
  ///   - record: made only where it is written, as it takes checksums.
  init(
    _ path: String, source: String, input: String?, record: @autoclosure () throws -> SessionRecord
  ) throws {
    if let input, SameFile.isSame(path, input) {
      throw CommandError.overwritesInput(path: path)
    }
    let output: any EventOutput =
      path == "-" ? StandardOutputEvents() : try EventFile(path: path)
    writer = EventWriter(EventFormat(path: path), source: source, to: output)
    // A device or pipe has no place beside it.
    guard Self.isPlain(path) else { return }
    let content = try record()
    let recordPath = SessionRecord.path(besideEvents: path)
    try content.write(to: recordPath)
    self.record = (recordPath, content)
  }

  /// Completes the record.
  ///
  /// - Parameters:
  ///   - latency: how long the events took; nil for files.
  ///   - mode: the capture mode in the end; nil leaves it as it was.
  mutating func finish(
    _ counts: SessionRecord.Counts, latency: SessionRecord.Latency? = nil, mode: String? = nil
  ) throws {
    if let mode { record?.content.mode = mode }
    record?.content.counts = counts
    record?.content.latencyMilliseconds = latency
    record?.content.ended = JSONText.timestamp(Date())
    if let record { try record.content.write(to: record.path) }
  }

  /// The name for one of several sources: `faces.jsonl` becomes `faces-2.jsonl`. Standard output and
  /// pipes are shared.
  static func path(_ path: String, number: Int?) -> String {
    guard let number, path != "-", !FileManager.default.fileExists(atPath: path) || isPlain(path)
    else { return path }
    let url = URL(fileURLWithPath: path)
    let name = "\(url.deletingPathExtension().lastPathComponent)-\(number)"
    let folder = url.deletingLastPathComponent().appendingPathComponent(name)
    return (url.pathExtension.isEmpty ? folder : folder.appendingPathExtension(url.pathExtension))
      .path
  }

  private static func isPlain(_ path: String) -> Bool {
    var status = stat()
    return path != "-" && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
