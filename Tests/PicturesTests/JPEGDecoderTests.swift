import Imaging
import Pictures
import Testing

@Suite struct JPEGDecoderTests {
  @Test(arguments: [
    ("rgb.jpg", 3), ("rgb-420.jpg", 16), ("progressive.jpg", 16),
  ])
  func coloursComeOutNearly(name: String, tolerance: Int) throws {
    let image = try Picture.read(Fixture.path(name))
    #expect(greatestDifference(image.bytes, Fixture.smooth.bytes) <= tolerance)
  }

  @Test(arguments: ["cmyk.jpg", "ycck.jpg"])
  func inksCoverLight(name: String) throws {
    // The fixtures have a fifth of black in them.
    let expected = Fixture.color { x, y in
      (10 * x * 200 / 255, 15 * y * 200 / 255, (255 - 10 * x) * 200 / 255)
    }
    let image = try Picture.read(Fixture.path(name))
    #expect(greatestDifference(image.bytes, expected.bytes) <= 5)
    #expect(try Picture.readGray(Fixture.path(name)) == image.gray())
  }

  @Test func aGrayPictureGivesItsLuma() throws {
    let image = try Picture.readGray(Fixture.path("gray.jpg"))
    #expect(greatestDifference(image.pixels, Fixture.smoothGray.pixels) <= 3)
    #expect(try Picture.read(Fixture.path("gray.jpg")) == ColorImage(image))
  }

  @Test(arguments: ["rgb.jpg", "rgb-420.jpg", "progressive.jpg"])
  func grayOfAColourPictureIsItsLuma(name: String) throws {
    let luma = try Picture.readGray(Fixture.path(name))
    #expect(greatestDifference(luma.pixels, Fixture.smooth.gray().pixels) <= 3)
  }

  @Test func aFewBytesTooManyBetweenSegmentsAreHarmless() throws {
    var bytes = try Fixture.bytes("rgb.jpg")
    let plain = try Picture.decode(bytes, name: "x")
    bytes.insert(contentsOf: [0x12, 0x34, 0x56], at: bytes.count - 2)
    #expect(try Picture.decode(bytes, name: "x") == plain)
  }

  @Test(arguments: ["rgb.jpg", "progressive.jpg"])
  func aMissingEndIsSaidEvenWhereMostCouldBeShown(name: String) throws {
    let bytes = try Fixture.bytes(name)
    for missing in [2, 5, 20, bytes.count / 3] {
      #expect(throws: PictureError.truncated(name: "x", format: "JPEG"), "\(missing) bytes") {
        _ = try Picture.decode(bytes.dropLast(missing), name: "x")
      }
    }
  }

  @Test func kindsThatAreNotReadAreNotCalledDamaged() throws {
    let bytes = try Fixture.bytes("gray.jpg")
    let frame = try #require(bytes.indices.first { bytes[$0...].starts(with: [0xFF, 0xC0]) })
    // Lossless coding; twelve bits a level.
    for (offset, value) in [(1, 0xC3), (4, 12)] as [(Int, UInt8)] {
      var rare = bytes
      rare[frame + offset] = value
      #expect {
        _ = try Picture.decode(rare, name: "x")
      } throws: { error in
        guard case PictureError.unsupported(name: "x", _) = error else { return false }
        return true
      }
    }
  }
}
