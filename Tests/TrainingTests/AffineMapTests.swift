import Foundation
import Testing
import Training

/// Moved pictures against what Keras and SciPy make of them: `Fixtures/golden-pictures.json`, made
/// by `make_golden_pictures.py`.
@Suite struct AffineMapTests {
  private struct Golden: Decodable {
    let side: Int
    let picture: [UInt8]
    let transforms: [Transform]
    let shifts: [Shift]
  }

  private struct Transform: Decodable {
    let rotation, shear, scale, x, y: Double
    let fill: FillMode
    let levels: [Float]
  }

  private struct Shift: Decodable {
    let shift: Float
    let levels: [Float]
  }

  private let golden: Golden

  init() throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/golden-pictures.json")
    golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
  }

  private func apply(
    _ map: AffineMap, to picture: [UInt8], width: Int, fill: FillMode
  ) -> [Float] {
    var result = [Float](repeating: -1, count: picture.count)
    picture.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target in
        map.apply(
          to: source, width: width, height: picture.count / width, into: target.baseAddress!,
          fill: fill)
      }
    }
    return result
  }

  @Test func turnedShearedShiftedAndScaledPicturesAreKeras() {
    for wanted in golden.transforms {
      let map = AffineMap(
        width: golden.side, height: golden.side, rotation: wanted.rotation, shear: wanted.shear,
        shift: (wanted.x, wanted.y), scale: wanted.scale)
      let found = apply(map, to: golden.picture, width: golden.side, fill: wanted.fill)
      // Single against double precision, at places up to ten pixels away.
      for (index, pair) in zip(found, wanted.levels).enumerated() {
        #expect(abs(pair.0 - pair.1) < 0.01, "\(wanted), pixel \(index): \(pair.0)")
      }
    }
    #expect(golden.transforms.count == 32)
  }

  @Test func aChannelShiftStaysWithinThePicturesLevels() {
    for wanted in golden.shifts {
      var levels = golden.picture.map(Float.init)
      levels.withUnsafeMutableBufferPointer { Augmentation.add(wanted.shift, to: $0) }
      #expect(zip(levels, wanted.levels).allSatisfy { abs($0 - $1) < 0.01 }, "\(wanted)")
    }
  }

  @Test(arguments: FillMode.allCases) func halfATurnReversesAPictureOfAnyShape(fill: FillMode) {
    for (width, height) in [(7, 5), (1, 4), (5, 1), (1, 1), (2, 3)] {
      let picture = (0..<(width * height)).map { UInt8($0 * 6) }
      let map = AffineMap(width: width, height: height, rotation: 180)
      let found = apply(map, to: picture, width: width, fill: fill)
      for (level, wanted) in zip(found, picture.reversed()) where fill != .constant {
        #expect(abs(level - Float(wanted)) < 0.01, "\(width)x\(height)")
      }
    }
  }

  @Test(arguments: FillMode.allCases) func farAwayPlacesAreWithinThePicture(fill: FillMode) {
    let picture: [UInt8] = [10, 20, 30, 40, 50, 60]
    for shift in [-1e6, -1000.3, -2.5, 2.5, 999.9, 1e6] {
      let map = AffineMap(width: 3, height: 2, rotation: 30, shift: (shift, -shift), scale: 40)
      let found = apply(map, to: picture, width: 3, fill: fill)
      #expect(found.allSatisfy { fill == .constant ? $0 >= 0 && $0 <= 60 : $0 >= 10 && $0 <= 60 })
    }
  }
}
