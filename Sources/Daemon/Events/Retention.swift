import Foundation

/// Deletes what is too old or too much in a folder, the oldest first. Only what the daemon named is
/// touched, and never what is the newest.
package struct Retention: Sendable {
  /// What in the folder it is about.
  package enum Kind: Sendable {
    /// `events-*.jsonl`.
    case events
    /// Folders of recordings, `2026-11-22T16-47-05Z`, and snapshots.
    case recordings
  }

  /// Something that may be deleted.
  private struct Entry {
    let path: String
    let time: Date
    let bytes: Int
  }

  private let folder: String
  private let kind: Kind
  private let keepDays: Int?
  private let keepBytes: Int?

  package init(folder: String, kind: Kind, keepDays: Int?, keepBytes: Int?) {
    self.folder = folder
    self.kind = kind
    self.keepDays = keepDays
    self.keepBytes = keepBytes
  }

  /// Deletes what is to go.
  ///
  /// - Parameter inUse: a path that stays whatever its age.
  /// - Returns: how many bytes are left.
  package func apply(at now: Date, inUse: String? = nil) -> Int {
    let entries = entries().sorted { ($0.time, $0.path) < ($1.time, $1.path) }
    var left = entries.reduce(0) { $0 + $1.bytes }
    for (index, entry) in entries.enumerated() {
      // Events are written to the newest file.
      let isInUse = entry.path == inUse || (kind == .events && index == entries.count - 1)
      guard !isInUse, isTooOld(entry, now) || keepBytes.map({ left > $0 }) ?? false else {
        continue
      }
      if (try? FileManager.default.removeItem(atPath: entry.path)) != nil { left -= entry.bytes }
    }
    return left
  }

  private func isTooOld(_ entry: Entry, _ now: Date) -> Bool {
    keepDays.map { now.timeIntervalSince(entry.time) > Double($0) * 86400 } ?? false
  }

  private func entries() -> [Entry] {
    var paths = names(in: folder).filter(isOurs).map { "\(folder)/\($0)" }
    if kind == .recordings {
      let snapshots = "\(folder)/snapshots"
      paths += names(in: snapshots).filter(Self.isTimestamp).map { "\(snapshots)/\($0)" }
    }
    return paths.compactMap(Self.entry)
  }

  private func isOurs(_ name: String) -> Bool {
    switch kind {
    case .events:
      name.hasPrefix("events-") && name.hasSuffix(".jsonl")
        && Self.isTimestamp(name.dropFirst("events-".count))
    case .recordings: Self.isTimestamp(name)
    }
  }

  /// Whether a name begins as `SessionFolder` makes them: `2026-11-22T16-47-05Z`.
  private static func isTimestamp(_ name: some StringProtocol) -> Bool {
    let pattern = "0000-00-00T00-00-00Z"
    let head = name.prefix(pattern.count)
    return head.count == pattern.count
      && zip(head, pattern).allSatisfy { $1 == "0" ? $0.isASCII && $0.isNumber : $0 == $1 }
  }

  private func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  private static func entry(_ path: String) -> Entry? {
    var status = stat()
    // Links lead elsewhere, where nothing is ours.
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK else { return nil }
    var bytes = Int(status.st_size)
    if status.st_mode & S_IFMT == S_IFDIR {
      bytes = 0
      let files = FileManager.default.enumerator(atPath: path)
      while let name = files?.nextObject() as? String {
        var status = stat()
        if lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG {
          bytes += Int(status.st_size)
        }
      }
    }
    let time = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
    return Entry(path: path, time: Date(timeIntervalSince1970: time), bytes: bytes)
  }
}
