import Imaging
import Pictures
import Testing

@Suite struct OrientationTests {
  @Test(arguments: 1...8)
  func everyOrientationIsTurnedUpright(orientation: Int) throws {
    for name in ["orientation-\(orientation).png", "orientation-\(orientation).webp"] {
      #expect(try Picture.read(Fixture.path(name)) == Fixture.color, "\(name)")
      #expect(try Picture.readGray(Fixture.path(name)) == Fixture.color.gray(), "\(name)")
    }
    let path = Fixture.path("orientation-\(orientation).jpg")
    #expect(greatestDifference(try Picture.read(path).bytes, Fixture.smooth.bytes) <= 4)
    let gray = try Picture.readGray(path)
    #expect(greatestDifference(gray.pixels, Fixture.smooth.gray().pixels) <= 3)
  }

  @Test func aBrokenDirectoryLeavesThePictureAsItIs() throws {
    let whole = try Fixture.bytes("orientation-6.jpg")
    let block = try #require(whole.indices.first { whole[$0...].starts(with: "Exif".utf8) }) + 6
    // Byte order, magic number, directory far away, no entries, a ninth kind.
    for (offset, values) in [
      (0, [0x58, 0x58]), (2, [0, 43]), (4, [0xFF, 0xFF, 0xFF, 0xFF]), (8, [0, 0]),
      (30, [0, 9]),
    ] as [(Int, [UInt8])] {
      var bytes = whole
      bytes.replaceSubrange(block + offset..<block + offset + values.count, with: values)
      let image = try Picture.decode(bytes, name: "x")
      #expect(image.width == Fixture.height, "at \(offset)")
    }
  }
}
