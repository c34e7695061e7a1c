import Files
import Foundation
import Imaging
import Pictures
import Testing

@Suite struct PictureWriteTests {
  @Test func whatIsWrittenAsPNGIsReadBackExactly() throws {
    try withTemporaryFolder { folder in
      for size in [(1, 1), (3, 5), (24, 16)] {
        let gray = GrayImage(
          width: size.0, height: size.1,
          pixels: (0..<size.0 * size.1).map { UInt8($0 * 37 % 256) })
        var color = ColorImage(width: size.0, height: size.1)
        for index in color.bytes.indices where index % 4 != 3 {
          color.bytes[index] = UInt8(index * 29 % 256)
        }
        try Picture.write(gray, to: folder + "/gray.png")
        try Picture.write(color, to: folder + "/color.PNG")
        #expect(try Picture.readGray(folder + "/gray.png") == gray)
        #expect(try Picture.read(folder + "/color.PNG") == color)
      }
    }
  }

  @Test func grayIsWrittenWithOneChannel() throws {
    try withTemporaryFolder { folder in
      try Picture.write(Fixture.gray, to: folder + "/gray.png")
      let bytes = try [UInt8](Data(contentsOf: URL(filePath: folder + "/gray.png")))
      // Bit depth and colour type in the header.
      #expect(Array(bytes[24...25]) == [8, 0])
    }
  }

  @Test func whatIsWrittenAsJPEGIsReadBackNearly() throws {
    try withTemporaryFolder { folder in
      try Picture.write(Fixture.smooth, to: folder + "/color.jpg")
      try Picture.write(Fixture.smoothGray, to: folder + "/gray.JPEG")
      let gray = try Picture.readGray(folder + "/gray.JPEG")
      #expect(greatestDifference(gray.pixels, Fixture.smoothGray.pixels) <= 6)
      let luma = try Picture.readGray(folder + "/color.jpg")
      #expect(greatestDifference(luma.pixels, Fixture.smooth.gray().pixels) <= 6)
    }
  }

  @Test func aFileIsReplacedAndNothingElseIsLeft() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/a.png"
      try Data("old".utf8).write(to: URL(filePath: path))
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/link.png", withDestinationPath: "a.png")
      try Picture.write(Fixture.gray, to: folder + "/link.png")
      #expect(try Picture.readGray(path) == Fixture.gray)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(names == ["a.png", "link.png"])
    }
  }

  @Test func whatCannotBeWrittenIsSaidInWords() throws {
    try withTemporaryFolder { folder in
      #expect(throws: PictureError.unknownExtension(path: folder + "/a.webp")) {
        try Picture.write(Fixture.gray, to: folder + "/a.webp")
      }
      #expect {
        try Picture.write(Fixture.gray, to: folder + "/missing/a.png")
      } throws: {
        "\($0)".hasPrefix("\(folder)/missing/a.png: cannot create it: No such file or directory")
      }
      try FileManager.default.createDirectory(
        atPath: folder + "/folder.png", withIntermediateDirectories: true)
      #expect(throws: FileError.self) {
        try Picture.write(Fixture.gray, to: folder + "/folder.png")
      }
      let wide = GrayImage(width: 70000, height: 1)
      #expect(throws: PictureError.self) { try Picture.write(wide, to: folder + "/wide.jpg") }
      #expect(throws: PictureError.self) {
        try Picture.write(GrayImage(width: 0, height: 0), to: folder + "/empty.png")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["folder.png"])
    }
  }
}
