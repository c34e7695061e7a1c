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
