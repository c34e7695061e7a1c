import Files
import Foundation
import Pictures
import Testing

@Suite struct PictureFilesTests {
  @Test func picturesAreFoundBelowAFolderInOrder() throws {
    try withTemporaryFolder { folder in
      let files = ["b.PNG", "a.jpeg", "sub/c.WebP", "sub/deep/d.jpg", "Z.png"]
      let others = ["notes.txt", ".hidden.png", ".git/e.png", "png", "f.png.bak"]
      for name in files + others {
        let file = URL(filePath: folder + "/" + name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: file)
      }
      let expected = ["Z.png", "a.jpeg", "b.PNG", "sub/c.WebP", "sub/deep/d.jpg"]
      #expect(try Picture.files(in: folder) == expected.map { folder + "/" + $0 })
    }
  }

  @Test func linksInACircleAreGoneThroughOnce() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/sub", withIntermediateDirectories: true)
      try Data().write(to: URL(filePath: folder + "/sub/a.png"))
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/sub/up", withDestinationPath: "..")
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/dangling.png", withDestinationPath: "nowhere")
      #expect(
        try Picture.files(in: folder) == [folder + "/dangling.png", folder + "/sub/a.png"])
    }
  }

  @Test func aMissingFolderIsAnError() {
    #expect(throws: FileError.self) { try Picture.files(in: "/nowhere/at/all") }
  }
}
