import Files
import Foundation
import Imaging
import Pictures
import Testing

@Suite struct PictureTests {
  @Test func theContentTellsTheFormatWhateverTheName() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/really-a-png.jpg"
      try Data(Fixture.bytes("gray.png")).write(to: URL(filePath: path))
      #expect(try Picture.readGray(path) == Fixture.gray)
    }
  }

  @Test func noBytesAreNoPicture() {
    #expect(throws: PictureError.empty(name: "x")) { try Picture.decode([], name: "x") }
  }

  @Test func aForeignFileIsNamedAsSuch() {
    for bytes in [[0x42], Array("GIF89a".utf8), [UInt8](repeating: 0, count: 5000)] {
      #expect(throws: PictureError.foreign(name: "x")) { try Picture.decode(bytes, name: "x") }
    }
  }

  @Test func tooManyPixelsAreRefusedFromTheHeader() {
    #expect(throws: PictureError.tooManyPixels(name: "x", width: 20000, height: 5001)) {
      try Picture.decode(Fixture.bytes("huge.png"), name: "x")
    }
    #expect(throws: PictureError.tooManyPixels(name: "x", width: 60000, height: 60000)) {
      try Picture.decode(Fixture.bytes("huge.jpg"), name: "x")
    }
  }

  /// 232 KB that unpack to 240 MB; the file itself is as it should be.
  @Test func aSmallFileOfTooManyPixelsIsRefusedAtOnce() {
    let file = BlackPNG.file(width: 16_000, height: 15_000)
    #expect((200_000...300_000).contains(file.count))
    let begin = ContinuousClock.now
    #expect(throws: PictureError.tooManyPixels(name: "x", width: 16_000, height: 15_000)) {
      try Picture.decode(file, name: "x")
    }
    // Unpacking alone takes longer.
    #expect(ContinuousClock.now - begin < .milliseconds(200))
  }

  @Test func theLongestRunsOfBlackAreRead() throws {
    let image = try Picture.decodeGray(BlackPNG.file(width: 3000, height: 2000), name: "x")
    #expect(image == GrayImage(width: 3000, height: 2000))
  }

  @Test(arguments: ["gray.png", "gray.jpg", "progressive.jpg"])
  func aHeaderOfMorePixelsThanTheFileCanHoldIsRefused(name: String) throws {
    var bytes = try Fixture.bytes(name)
    let isPNG = name.hasSuffix("png")
    let place =
      isPNG
      ? 16
      : try #require(
        bytes.indices.first { bytes[$0] == 0xFF && [0xC0, 0xC2].contains(bytes[$0 + 1]) }) + 5
    // 10,000x10,000, where both formats have height and width side by side.
    for index in 0..<2 {
      let side = isPNG ? [0, 0, 0x27, 0x10] : [0x27, 0x10] as [UInt8]
      bytes.replaceSubrange(
        (place + index * side.count)..<(place + (index + 1) * side.count), with: side)
    }
    #expect(throws: PictureError.truncated(name: "x", format: isPNG ? "PNG" : "JPEG")) {
      try Picture.decode(bytes, name: "x")
    }
  }

  @Test func whatIsNoFileIsRefusedInWords() throws {
    try withTemporaryFolder { folder in
      #expect(throws: FileError.folder(path: folder, wanted: "picture")) {
        try Picture.read(folder)
      }
      #expect(throws: FileError.notAFile(path: "/dev/null", wanted: "picture")) {
        try Picture.read("/dev/null")
      }
      let pipe = folder + "/pipe.png"
      #expect(mkfifo(pipe, 0o600) == 0)
      #expect(throws: FileError.notAFile(path: pipe, wanted: "picture")) { try Picture.read(pipe) }
      let missing = folder + "/missing.png"
      #expect {
        try Picture.read(missing)
      } throws: {
        "\($0)" == "\(missing): cannot open it: No such file or directory; check the path"
      }
    }
  }

  @Test func everyBeginningOfAFileIsRefusedInWords() throws {
    for name in try Fixture.names {
      let bytes = try Fixture.bytes(name)
      for count in bytes.indices {
        #expect(throws: PictureError.self, "\(name), \(count) bytes") {
          _ = try Picture.decode(Array(bytes[..<count]), name: name)
        }
      }
    }
  }

  @Test func alteredBytesNeverStopTheProgram() throws {
    var random = SplitMix64(state: 7)
    for name in try Fixture.names {
      let bytes = try Fixture.bytes(name)
      for _ in 0..<300 {
        var altered = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          altered[Int.random(in: bytes.indices, using: &random)] = .random(
            in: 0...255, using: &random)
        }
        do {
          let image = try Picture.decodeGray(altered, name: name)
          #expect(image.width * image.height == image.pixels.count)
        } catch {
          #expect(error is PictureError, "\(name)")
        }
      }
    }
  }
}
