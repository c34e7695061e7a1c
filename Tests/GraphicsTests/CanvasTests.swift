import Graphics
import Imaging
import Testing

@Suite struct CanvasTests {
  private static let gray = ColorImage(width: 40, height: 30, blue: 90, green: 100, red: 110)

  /// The positions whose bytes differ.
  private func changes(_ a: ColorImage, _ b: ColorImage) -> Set<[Int]> {
    var positions: Set<[Int]> = []
    for y in 0..<a.height {
      for x in 0..<a.width {
        let start = (y * a.width + x) * 4
        if a.bytes[start..<start + 4] != b.bytes[start..<start + 4] { positions.insert([x, y]) }
      }
    }
    return positions
  }

  @Test func aFilledRectangleCoversItsPixelsAndNoOthers() throws {
    var image = Self.gray
    let rect = Rect(x: 3, y: 4, width: 10, height: 5)
    try Canvas.draw(on: &image) { $0.fill(rect, color: Color(0x0A141E)) }
    for y in 0..<30 {
      for x in 0..<40 {
        let inside = rect.contains(Rect(x: x, y: y, width: 1, height: 1))
        let start = (y * 40 + x) * 4
        #expect(
          Array(image.bytes[start..<start + 4])
            == (inside ? [0x1E, 0x14, 0x0A, 255] : [90, 100, 110, 255]), "at \(x), \(y)")
      }
    }
  }

  @Test func halfTransparentColourMeetsThePictureHalfWay() throws {
    var image = ColorImage(width: 2, height: 1, blue: 100, green: 100, red: 100)
    try Canvas.draw(on: &image) {
      $0.fill(Rect(x: 0, y: 0, width: 1, height: 1), color: Color.white.withAlpha(0.5))
    }
    #expect(abs(Int(image.bytes[0]) - 178) <= 1)
    #expect(image.bytes[4] == 100)
  }

  @Test func nothingIsDrawnOutsideTheClip() throws {
    var image = Self.gray
    let clip = Rect(x: 10, y: 8, width: 12, height: 9)
    try Canvas.draw(on: &image) { canvas in
      canvas.clipped(to: clip) { canvas in
        canvas.fill(canvas.bounds, color: .white)
        canvas.draw("MMMM", at: Point(x: 0, y: 25), font: Font(size: 25), color: .black)
      }
    }
    let changed = changes(image, Self.gray)
    #expect(changed.count == clip.area)
    #expect(changed.allSatisfy { clip.contains(Rect(x: $0[0], y: $0[1], width: 1, height: 1)) })
  }

  @Test func theClipEndsWithItsBody() throws {
    var image = Self.gray
    try Canvas.draw(on: &image) { canvas in
      canvas.clipped(to: Rect(x: 0, y: 0, width: 1, height: 1)) { _ in }
      canvas.fill(canvas.bounds, color: .white)
    }
    #expect(image.bytes.allSatisfy { $0 == 255 })
  }

  @Test func alphaStays255WhateverIsDrawn() throws {
    var image = Self.gray
    try Canvas.draw(on: &image) { canvas in
      for step in 0..<8 {
        let color = Color(red: 0.9, green: 0.1, blue: 0.3, alpha: 0.13 * Double(step))
        let rect = Rect(x: step * 4 - 3, y: step, width: 13, height: 17)
        canvas.fill(rect, color: color, cornerRadius: Double(step))
        canvas.stroke(rect, color: color, lineWidth: 1.7, cornerRadius: 3)
        canvas.draw("Ag", at: Point(x: 3.3, y: 20.7), font: Font(size: 14), color: color)
      }
    }
    #expect(stride(from: 3, to: image.bytes.count, by: 4).allSatisfy { image.bytes[$0] == 255 })
    #expect(image != Self.gray)
  }

  @Test func aBorderStaysInsideItsRectangle() throws {
    var image = Self.gray
    let rect = Rect(x: 5, y: 6, width: 20, height: 15)
    try Canvas.draw(on: &image) {
      $0.stroke(rect, color: .white, lineWidth: 3, cornerRadius: 6)
    }
    let changed = changes(image, Self.gray)
    #expect(changed.allSatisfy { rect.contains(Rect(x: $0[0], y: $0[1], width: 1, height: 1)) })
    #expect(changed.contains([5, 13]) && changed.contains([7, 13]))
    #expect(!changed.contains([8, 13]), "the line is three pixels wide")
    #expect(!changed.contains([5, 6]), "the corner is round")
  }

  @Test func boldAndLargerTextIsWider() throws {
    var image = Self.gray
    try Canvas.draw(on: &image) { canvas in
      let regular = canvas.measure("happy 91 %", font: Font(size: 20))
      let larger = canvas.measure("happy 91 %", font: Font(size: 40))
      #expect(regular.width > 60 && regular.height > 15)
      #expect(abs(larger.width / regular.width - 2) < 0.2)
      #expect(canvas.measure("", font: Font(size: 20)).width == 0)
    }
    #expect(image == Self.gray, "measuring draws nothing")
  }

  @Test func textLeavesInkWithinItsMeasuredRoom() throws {
    let blank = ColorImage(width: 200, height: 60, blue: 255, green: 255, red: 255)
    var image = blank
    var extent = TextExtent(width: 0, ascent: 0, descent: 0)
    try Canvas.draw(on: &image) { canvas in
      let font = Font(size: 24, weight: .bold)
      extent = canvas.measure("surprise", font: font)
      canvas.draw("surprise", at: Point(x: 20, y: 40), font: font, color: .black)
    }
    let ink = changes(image, blank)
    #expect(ink.count > 200)
    // One pixel for antialiasing.
    #expect(ink.allSatisfy { $0[0] >= 19 && Double($0[0]) <= 21 + extent.width })
    #expect(
      ink.allSatisfy {
        Double($0[1]) >= 39 - extent.ascent && Double($0[1]) <= 41 + extent.descent
      })
  }

  @Test func longTextIsShortenedInItsMiddle() throws {
    var image = Self.gray
    try Canvas.draw(on: &image) { canvas in
      let font = Font(size: 12)
      let path = "/home/somebody/Pictures/snapshot.png"
      #expect(canvas.shortened(path, font: font, toWidth: 1000) == path)
      let short = canvas.shortened(path, font: font, toWidth: 120)
      #expect(short.hasPrefix("/home") && short.contains("...") && short.hasSuffix(".png"))
      #expect(canvas.measure(short, font: font).width <= 120)
      #expect(canvas.shortened(path, font: font, toWidth: 1) == "")
    }
  }

  @Test func aPictureWithoutPixelsIsLeftAlone() throws {
    for (width, height) in [(0, 0), (0, 7), (7, 0)] {
      var image = ColorImage(width: width, height: height)
      var ran = false
      try Canvas.draw(on: &image) { _ in ran = true }
      #expect(!ran && image.bytes.isEmpty)
    }
  }

  @Test func aPictureTooLargeForCairoIsRefusedInWords() {
    var image = ColorImage(width: 32_768, height: 1)
    let error = #expect(throws: GraphicsError.self) { try Canvas.draw(on: &image) { _ in } }
    #expect(error == .tooLarge(width: 32_768, height: 1, limit: 32_767))
    #expect(error?.description.contains("32768x1") == true)
  }

  @Test func theReadableTextColourHasContrastOnEveryGround() {
    for hex: UInt32 in [0xD55E00, 0x009E73, 0xCC79A7, 0xF0E442, 0x56B4E9, 0x0072B2, 0xE69F00] {
      let ground = Color(hex)
      #expect(ground.contrast(to: ground.readableText) >= 4.5, "\(String(hex, radix: 16))")
    }
    #expect(abs(Color.black.contrast(to: .white) - 21) < 0.1)
  }
}
