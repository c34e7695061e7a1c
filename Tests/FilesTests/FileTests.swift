import Files
import Foundation
import Testing

/// A folder of its own for each test.
@Suite final class FileTests {
  private let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private func read(_ path: String, limit: Int = 1000) throws -> [UInt8] {
    try FileBytes.read(path, as: "model", limit: limit)
  }

  private func mode(of path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test(arguments: [1, 999, 1000])
  func whatWasWrittenIsRead(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    try FileReplacement.write(bytes, to: "\(folder)/a")
    #expect(try read("\(folder)/a") == bytes)
  }

  @Test func theNewVersionReplacesTheOldAndNothingElseStays() throws {
    try FileReplacement.write([1, 2, 3], to: "\(folder)/a")
    try FileReplacement.write([4], to: "\(folder)/a")
    #expect(try read("\(folder)/a") == [4])
    #expect(try names() == ["a"])
  }

  @Test func aSymbolicLinkStaysALink() throws {
    try FileReplacement.write([1], to: "\(folder)/a")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/link", withDestinationPath: "a")
    try FileReplacement.write([2], to: "\(folder)/link")
    #expect(try read("\(folder)/a") == [2])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link") == "a")
  }

  @Test func aFileOfOthersEyesIsMadePrivateFromTheStart() throws {
    try FileReplacement.write([1], to: "\(folder)/a", mode: 0o600)
    #expect(try mode(of: "\(folder)/a") == 0o600)
  }

  @Test func aWriteThatFailsLeavesTheOldVersion() throws {
    try FileTree.makeFolders("\(folder)/a")
    #expect(throws: FileError.self) { try FileReplacement.write([1], to: "\(folder)/a") }
    #expect(try names() == ["a"])
    #expect(throws: FileError.self) { try FileReplacement.write([1], to: "\(folder)/b/c") }
    // A full disk.
    #expect {
      try FileReplacement.write([1], to: "/dev/full")
    } throws: {
      "\($0)".contains("No space left") && "\($0)".contains("make room")
    }
  }

  @Test func whatIsNoFileIsRefusedInWords() throws {
    let pipe = "\(folder)/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(FileManager.default.createFile(atPath: "\(folder)/empty", contents: nil))
    try FileReplacement.write([UInt8](repeating: 0, count: 1001), to: "\(folder)/large")
    for (path, error) in [
      (folder, FileError.folder(path: folder, wanted: "model")),
      (pipe, .notAFile(path: pipe, wanted: "model")),
      ("/dev/zero", .notAFile(path: "/dev/zero", wanted: "model")),
      ("\(folder)/empty", .empty(path: "\(folder)/empty")),
      ("\(folder)/large", .tooLarge(path: "\(folder)/large", limit: 1000)),
      (
        "\(folder)/none",
        .system(path: "\(folder)/none", operation: "open it", errno: ENOENT)
      ),
    ] {
      #expect(throws: error) { try self.read(path) }
      #expect("\(error)".hasPrefix("\(path): ") && "\(error)".contains("; "))
    }
  }

  @Test func foldersAreMadeOnTheWay() throws {
    for path in ["\(folder)/a/b/c", "\(folder)/a/b/", "\(folder)/a/b/d/"] {
      try FileTree.makeFolders(path)
      try FileTree.makeFolders(path)
      #expect(try mode(of: path) == 0o700)
    }
    try FileReplacement.write([1], to: "\(folder)/file")
    #expect {
      try FileTree.makeFolders("\(self.folder)/file/inside")
    } throws: {
      "\($0)".contains("file") && "\($0)".contains("Not a directory")
    }
  }
}
