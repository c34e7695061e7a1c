import Imaging
import Pictures
import Testing

@Suite struct WebPDecoderTests {
  @Test func losslessPicturesComeOutAsTheyWereStored() throws {
    #expect(try Picture.read(Fixture.path("lossless.webp")) == Fixture.color)
    #expect(try Picture.readGray(Fixture.path("lossless.webp")) == Fixture.color.gray())
  }

  @Test func lossyPicturesComeOutNearly() throws {
    let image = try Picture.read(Fixture.path("lossy.webp"))
    #expect(greatestDifference(image.gray().pixels, Fixture.smooth.gray().pixels) <= 6)
  }

  @Test func transparencyShowsWhite() throws {
    #expect(try Picture.read(Fixture.path("alpha.webp")) == Fixture.colorOnWhite)
  }

  @Test func animationsAreRefusedInWords() {
    #expect(throws: PictureError.unsupported(name: "x", reason: "is an animated WebP")) {
      try Picture.decode(Fixture.bytes("animated.webp"), name: "x")
    }
  }

  @Test func aMissingEndIsSaid() throws {
    for name in ["lossless.webp", "lossy.webp", "alpha.webp"] {
      #expect(throws: PictureError.truncated(name: "x", format: "WebP")) {
        try Picture.decode(Fixture.bytes(name).dropLast(9), name: "x")
      }
    }
  }
}
