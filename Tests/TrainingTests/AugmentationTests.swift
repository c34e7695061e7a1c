import Testing
import Training

@Suite struct AugmentationTests {
  private let picture: [UInt8] = (0..<35).map { UInt8($0 * 7) }  // 7 wide, 5 high

  private func apply(_ augmentation: Augmentation, seed: UInt64) -> [Float] {
    var random = SplitMix64(seed: seed)
    var result = [Float](repeating: -1, count: picture.count)
    picture.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target in
        augmentation.apply(
          to: source, width: 7, height: 5, into: target.baseAddress!, random: &random)
      }
    }
    return result
  }

  @Test func withEveryRangeAtZeroAPictureIsUnchanged() {
    #expect(apply(.none, seed: 1) == picture.map(Float.init))
  }

  @Test func aFlipMirrorsEveryRowAndNothingElse() {
    var flip = Augmentation.none
    flip.horizontalFlip = true
    let mirrored = (0..<35).map { Float(picture[$0 / 7 * 7 + 6 - $0 % 7]) }
    let results = (0..<40).map { apply(flip, seed: $0) }
    #expect(results.allSatisfy { $0 == mirrored || $0 == picture.map(Float.init) })
    #expect(results.contains(mirrored))
    #expect(results.contains(picture.map(Float.init)))
  }

  @Test func contrastMovesLevelsAwayFromTheirMeanOrTowardsIt() {
    var contrast = Augmentation.none
    contrast.contrast = 0.3
    let mean: Float = 17 * 7
    let factors = (0..<50).map { seed in
      let result = apply(contrast, seed: UInt64(seed))
      let factor = (result[20] - mean) / (Float(picture[20]) - mean)
      for (found, level) in zip(result, picture) {
        #expect(abs(found - min(max(mean + (Float(level) - mean) * factor, 0), 255)) < 1e-2)
      }
      return factor
    }
    #expect(factors.allSatisfy { $0 > 0.699 && $0 < 1.301 })
    #expect(factors.max()! > 1.1 && factors.min()! < 0.9)
  }

  @Test func erasingHidesARectangleInItsShareOfThePictures() {
    var erasing = Augmentation.none
    erasing.erasing = 0.5
    var hidden = 0
    for seed in 0..<200 {
      let result = apply(erasing, seed: UInt64(seed))
      let places = (0..<35).filter { result[$0] != Float(picture[$0]) }
      guard let first = places.first, let last = places.last else { continue }
      hidden += 1
      let (columns, rows) = (places.map { $0 % 7 }, first / 7...last / 7)
      let across = columns.min()!...columns.max()!
      for y in rows { for x in across { #expect(result[y * 7 + x] == result[first]) } }
      #expect(across.count * rows.count <= 12)
    }
    #expect((70...130).contains(hidden))
  }

  @Test func brightnessMultipliesWithinItsRange() {
    var brightness = Augmentation.none
    brightness.brightness = 0.2
    let gains = (0..<50).map { apply(brightness, seed: $0)[10] / Float(picture[10]) }
    #expect(gains.allSatisfy { $0 > 0.799 && $0 < 1.201 })
    #expect(gains.max()! > 1.1 && gains.min()! < 0.9)
  }

  @Test func theSameSeedGivesTheSamePicture() {
    #expect(apply(Augmentation(), seed: 5) == apply(Augmentation(), seed: 5))
    #expect(apply(Augmentation(), seed: 5) != apply(Augmentation(), seed: 6))
  }

  @Test func levelsStayGrayLevels() {
    var wild = Augmentation()
    (wild.rotation, wild.shift, wild.zoom, wild.brightness) = (180, 1, 0.9, 1)
    for seed in 0..<50 {
      #expect(apply(wild, seed: UInt64(seed)).allSatisfy { $0 >= 0 && $0 <= 255 })
    }
  }
}
