import Imaging
import Pictures
import Testing

@Suite struct PNGDecoderTests {
  @Test(arguments: [
    "gray.png", "gray-16bit.png", "gray-interlaced.png", "gray-gamma.png",
  ])
  func grayLevelsComeOutAsTheyWereStored(name: String) throws {
    #expect(try Picture.readGray(Fixture.path(name)) == Fixture.gray)
    #expect(try Picture.read(Fixture.path(name)) == ColorImage(Fixture.gray))
  }

  @Test(arguments: [(1, 255), (4, 17)])
  func fewBitsSpreadOverTheWholeRange(bits: Int, step: Int) throws {
    let expected = Fixture.gray { x, y in (Fixture.level(x, y) >> (8 - bits)) * step }
    #expect(try Picture.readGray(Fixture.path("gray-\(bits)bit.png")) == expected)
  }

  @Test(arguments: ["rgb.png", "rgb-16bit.png", "rgb-gamma.png"])
  func colourLevelsComeOutAsTheyWereStored(name: String) throws {
    #expect(try Picture.read(Fixture.path(name)) == Fixture.color)
    #expect(try Picture.readGray(Fixture.path(name)) == Fixture.color.gray())
  }

  @Test func transparencyShowsWhite() throws {
    #expect(try Picture.read(Fixture.path("rgba.png")) == Fixture.colorOnWhite)
    #expect(try Picture.readGray(Fixture.path("rgba.png")) == Fixture.colorOnWhite.gray())
    let gray = Fixture.gray { x, y in
      Fixture.onWhite(Fixture.level(x, y), alpha: 255 - 10 * y)
    }
    #expect(try Picture.readGray(Fixture.path("gray-alpha.png")) == gray)
    #expect(try Picture.read(Fixture.path("gray-alpha.png")) == ColorImage(gray))
  }

  @Test func palettesBecomeTheirColours() throws {
    let opaque = Fixture.color { x, _ in (10 * x, 0, 255 - 10 * x) }
    #expect(try Picture.read(Fixture.path("palette.png")) == opaque)
    let half = Fixture.color { x, _ in x < 12 ? (255, 255, 255) : (10 * x, 0, 255 - 10 * x) }
    #expect(try Picture.read(Fixture.path("palette-alpha.png")) == half)
  }

  @Test func aBrokenChecksumIsDamage() throws {
    var bytes = try Fixture.bytes("gray.png")
    bytes[bytes.count - 14] ^= 1
    #expect {
      try Picture.decodeGray(bytes, name: "x")
    } throws: { error in
      guard case PictureError.damaged("x", "PNG", _) = error else { return false }
      return true
    }
  }
}
