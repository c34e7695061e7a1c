import Foundation
import Imaging
import Testing
import Video

@Suite struct PictureFolderSourceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A stand-in for a decoder: the file holds width, height and level in words.
  private static let decode: @Sendable (String) throws -> ColorImage = { path in
    let words = try String(contentsOfFile: path, encoding: .utf8).split(separator: " ")
    guard words.count == 3, let width = Int(words[0]), let height = Int(words[1]),
      let level = UInt8(words[2])
    else { throw VideoError.empty(path: path) }
    return ColorImage(width: width, height: height, blue: level, green: level, red: level)
  }

  private func put(_ name: String, _ words: String) throws {
    _ = try folder.file(name, Data(words.utf8))
  }

  @Test func picturesComeByNameAtAFixedRate() throws {
    try put("frame10.png", "8 6 100")
    try put("frame2.JPG", "8 6 20")
    try put("frame1.webp", "8 6 10")
    try put("notes.txt", "8 6 1")
    try put(".frame0.png", "8 6 2")
    let source = try PictureFolderSource(path: folder.path, frameRate: 10, decode: Self.decode)
    let frames = try source.allFrames()
    #expect(frames.map { $0.gray.pixels[0] } == [10, 20, 100])
    #expect(frames.map(\.time) == [0, 100, 200].map { .milliseconds($0) })
    #expect(frames.map(\.index) == [0, 1, 2])
    #expect(source.frameCount == 3 && source.width == 8 && source.height == 6)
  }

  @Test func theFirstPictureSetsTheSize() throws {
    try put("a.png", "40 20 50")
    try put("b.png", "20 20 250")
    let frames = try PictureFolderSource(path: folder.path, decode: Self.decode).allFrames()
    let last = try #require(frames.last).gray
    #expect(last.width == 40 && last.height == 20)
    #expect(last[x: 5, y: 10] == 0 && last[x: 35, y: 10] == 0)
    #expect(last[x: 20, y: 10] >= 248)
  }

  @Test func brokenPicturesArePassedOver() throws {
    try put("a.png", "broken")
    try put("b.png", "8 6 20")
    try put("c.png", "broken")
    try put("d.png", "8 6 40")
    let frames = try PictureFolderSource(path: folder.path, decode: Self.decode).allFrames()
    #expect(frames.map { $0.gray.pixels[0] } == [20, 40])
    #expect(frames.map(\.index) == [0, 1])
  }

  @Test func foldersWithoutPicturesAreRefused() throws {
    let expected = VideoError.noPicturesInFolder(path: folder.path)
    #expect(throws: expected) {
      try PictureFolderSource(path: folder.path, decode: Self.decode)
    }
    try put("a.png", "broken")
    #expect(throws: expected) {
      try PictureFolderSource(path: folder.path, decode: Self.decode)
    }
    #expect(throws: VideoError.self) {
      try PictureFolderSource(path: folder.path("missing"), decode: Self.decode)
    }
  }
}
