import Daemon
import Foundation
import Programs
import Testing

@Suite struct RetentionTests {
  private let now = Date(timeIntervalSince1970: 1_800_000_000)

  /// A folder with files of 100 bytes, each so many days old.
  private func folder(_ ages: [String: Double]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, days) in ages {
      let path = "\(folder.path)/\(name)"
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data(count: 100).write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes(
        [.modificationDate: now - days * 86400], ofItemAtPath: path)
    }
    return folder
  }

  private func names(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  private func event(_ day: Int) -> String { "events-2026-11-0\(day)T00-00-00Z.jsonl" }

  @Test func whatIsTooOldGoes() throws {
    let folder = try folder([event(1): 9, event(2): 8, event(3): 2, event(4): 0])
    let left = Retention(folder: folder.path, kind: .events, keepDays: 7, keepBytes: nil)
      .apply(at: now)
    #expect(try names(folder) == [event(3), event(4)] && left == 200)
  }

  @Test func theOldestGoUntilTheRestFits() throws {
    let folder = try folder([event(1): 4, event(2): 3, event(3): 2, event(4): 1])
    let left = Retention(folder: folder.path, kind: .events, keepDays: nil, keepBytes: 250)
      .apply(at: now)
    #expect(try names(folder) == [event(3), event(4)] && left == 200)
  }

  @Test func whatIsInUseAndWhatOthersPutThereStays() throws {
    let folder = try folder([
      event(1): 90, "notes.txt": 90, "events-mine.jsonl": 90, "events-2026.jsonl": 90,
    ])
    let left = Retention(folder: folder.path, kind: .events, keepDays: 1, keepBytes: 1)
      .apply(at: now)
    #expect(try names(folder).count == 4 && left == 100)
  }

  @Test func recordingsGoAsWholeFoldersAndLinksAreNotFollowed() throws {
    let (old, new) = ("2026-11-01T00-00-00Z", "2026-11-02T00-00-00Z")
    let folder = try folder([
      "\(old)/video.mkv": 0, "\(new)/video.mkv": 0, "snapshots/\(old).png": 9, "mine/x": 9,
    ])
    let target = try self.folder(["kept": 9])
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/2026-11-03T00-00-00Z", withDestinationPath: target.path)
    for (name, days) in [(old, 9.0), (new, 0.5)] {
      try FileManager.default.setAttributes(
        [.modificationDate: now - days * 86400], ofItemAtPath: "\(folder.path)/\(name)")
    }
    _ = Retention(folder: folder.path, kind: .recordings, keepDays: 7, keepBytes: nil)
      .apply(at: now)
    #expect(try names(folder) == [new, "2026-11-03T00-00-00Z", "mine", "snapshots"])
    #expect(try names(target) == ["kept"])
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/snapshots/\(old).png"))
  }

  @Test func aFolderThatIsNotThereHoldsNothing() {
    let retention = Retention(folder: "/nowhere", kind: .events, keepDays: 1, keepBytes: 1)
    #expect(retention.apply(at: now) == 0)
  }
}
