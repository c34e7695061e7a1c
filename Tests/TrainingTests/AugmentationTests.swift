import Randomness
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

  @Test func noiseIsNormalWithADeviationOfEachPicturesOwn() {
    var noise = Augmentation.none
    noise.noise = 12
    // Levels far from both ends, so that none is cut off.
    let inside = picture.indices.filter { (60...190).contains(picture[$0]) }
    let deviations = (0..<300).map { seed in
      let result = apply(noise, seed: UInt64(seed))
      let squares = inside.reduce(Float(0)) {
        $0 + (result[$1] - Float(picture[$1])) * (result[$1] - Float(picture[$1]))
      }
      return (squares / Float(inside.count)).squareRoot()
    }
    // Uniform from 0 to 12, each estimated from a few levels.
    let mean = deviations.reduce(0, +) / 300
    #expect(mean > 5 && mean < 7, "\(mean)")
    #expect(deviations.min()! < 1 && deviations.max()! > 9 && deviations.max()! < 22)
    let sum = (0..<300).reduce(Float(0)) { total, seed in
      let result = apply(noise, seed: UInt64(seed))
      return total + inside.reduce(0) { $0 + result[$1] - Float(picture[$1]) }
    }
    let bias = sum / Float(300 * inside.count)
    #expect(abs(bias) < 0.5, "\(bias)")
    #expect(apply(noise, seed: 3) == apply(noise, seed: 3))
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

  @Test func channelShiftAddsTheSameLevelsEverywhereWithinTheOldExtremes() {
    var shift = Augmentation.none
    shift.channelShift = 40
    let shifts = (0..<50).map { seed in
      let result = apply(shift, seed: UInt64(seed))
      let added = result[17] - Float(picture[17])
      for (found, level) in zip(result, picture) {
        #expect(abs(found - min(max(Float(level) + added, 0), 238)) < 1e-3)
      }
      return added
    }
    #expect(shifts.allSatisfy { abs($0) <= 40 })
    #expect(shifts.max()! > 20 && shifts.min()! < -20)
  }

  @Test func shearMovesRowsByTheirDistanceFromTheMiddle() {
    var shear = Augmentation.none
    shear.shear = 20
    let slopes = (0..<50).map { seed in
      let result = apply(shear, seed: UInt64(seed))
      // Levels rise by 7 a column and 49 a row.
      #expect(abs(result[17] - 119) < 1e-3 && abs(result[18] - result[17] - 7) < 1e-3)
      return (result[17] - result[10]) / 49
    }
    // Rows close up by the cosine and slide by the sine: cos a - sin a / 7 for a = -20...20 degrees.
    #expect(slopes.allSatisfy { $0 > 0.89 && $0 < 1.011 })
    #expect(slopes.min()! < 0.93 && slopes.max()! > 1.005)
  }

  @Test func aSeedsPicturesStayWhatTheyAlwaysWere() {
    var augmentation = Augmentation()
    (augmentation.contrast, augmentation.erasing) = (0.2, 0.5)
    let known: [UInt64: [Float]] = [
      3: [84.04654, 37.248383, 113.25451, 149.52061, 229.72852, 197.56104],
      5: [53.60087, 0, 84.68567, 129.45526, 234.55786, 198.71974],
    ]
    for (seed, levels) in known {
      let found = apply(augmentation, seed: seed)
      for (place, level) in zip([0, 5, 9, 17, 29, 34], levels) {
        #expect(abs(found[place] - level) < 1e-3, "seed \(seed), pixel \(place)")
      }
    }
  }

  @Test func aRangeThatIsOffDoesNotChangeTheOthersNumbers() {
    var fewer = Augmentation()
    (fewer.contrast, fewer.erasing) = (0.2, 0.5)
    var more = fewer
    (more.shear, more.channelShift) = (1e-9, 1e-9)
    for seed in 0..<20 {
      let (a, b) = (apply(fewer, seed: UInt64(seed)), apply(more, seed: UInt64(seed)))
      #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-3 })
    }
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
