import Imaging
import Reports
import Testing

@Suite struct PictureSheetTests {
  private func sheet(_ captions: [[String]], columns: Int) throws -> ColorImage {
    let tiles = captions.enumerated().map { index, caption in
      PictureSheet.Tile(
        GrayImage(width: 48, height: 48, filledWith: UInt8(100 + index)), caption: caption)
    }
    return try PictureSheet.draw(
      title: "Batch", sections: [.init("first", tiles), .init("none", [])], columns: columns)
  }

  /// Pixels of a level in the sheet.
  private func count(_ level: UInt8, in image: ColorImage) -> Int {
    stride(from: 0, to: image.bytes.count, by: 4).count { offset in
      (0..<3).allSatisfy { image.bytes[offset + $0] == level }
    }
  }

  @Test func everyPictureIsThereTwiceAsLarge() throws {
    let image = try sheet([[String]](repeating: [], count: 5), columns: 2)
    for index in 0..<5 {
      // Edges of letters may have the level, too.
      #expect((9216...9300).contains(count(UInt8(100 + index), in: image)), "picture \(index)")
    }
    #expect(image.height > 3 * 96 && image.width >= 2 * 96)
  }

  @Test func captionsAreDrawnBelowPictures() throws {
    let plain = try sheet([[], []], columns: 2)
    let named = try sheet([["happy 70 %", "sad 30 %"], []], columns: 2)
    #expect(plain.bytes != named.bytes)
    #expect((plain.width, plain.height) == (named.width, named.height))
    let long = try sheet([[String(repeating: "sadness ", count: 40)], []], columns: 2)
    // It ends before the second picture's words begin.
    let right = (24 + 112) * 4
    for row in 0..<plain.height {
      let rest = (row * plain.strideBytes + right)..<((row + 1) * plain.strideBytes)
      #expect(plain.bytes[rest] == long.bytes[rest])
    }
  }
}
