import CascadeTraining
import FaceDetection
import Foundation
import Imaging
import Randomness
import Testing

@Suite struct TrainingWindowTests {
  /// A cascade of two stages whose thresholds about half of all windows pass.
  private func cascade(_ set: FeatureSet) throws -> Cascade {
    var generator = SplitMix64(seed: 9)
    let features = Array(FeatureShape.all(side: 24, set).shuffled(using: &generator).prefix(20))
      .map(\.feature)
    let stages = (0..<2).map { stage in
      Cascade.Stage(
        threshold: -1,
        trees: (0..<10).map { tree in
          let leaf = Float(generator.uniform(0.1...1))
          return Cascade.Tree(
            nodes: [.init(feature: stage * 10 + tree, threshold: 0, left: 0, right: -1)],
            leaves: [leaf, -leaf])
        })
    }
    return try Cascade(
      name: "half", path: "half", windowWidth: 24, windowHeight: 24, features: features,
      stages: stages)
  }

  @Test(arguments: FeatureSet.allCases)
  func aWindowPassesInTrainingAsInTheDetector(_ set: FeatureSet) throws {
    let cascade = try cascade(set)
    let classifier = CascadeClassifier(cascade)
    var passed = 0
    for seed in 0..<200 {
      var image = Scenes.noise(side: 24, seed: UInt64(seed))
      // Some with too little contrast to be looked at.
      if seed % 5 == 0 { image.pixels = image.pixels.map { $0 / 8 + 100 } }
      let window = TrainingWindow(levels: image.pixels, side: 24)
      let passes = window.map { $0.passes(cascade) } ?? false
      let found = classifier.detect(in: image, DetectionParameters(minNeighbors: 0))
      #expect(passes == !found.isEmpty, "\(seed)")
      passed += passes ? 1 : 0
    }
    #expect((20...180).contains(passed), "\(passed) of 200")
  }

  @Test func aFeatureIsItsSumsOverDeviationAndArea() throws {
    var generator = SplitMix64(seed: 4)
    let image = Scenes.noise(side: 24, seed: 2)
    let window = try #require(TrainingWindow(levels: image.pixels, side: 24))
    let inner = (1..<23).flatMap { y in (1..<23).map { Double(image[x: $0, y: y]) } }
    let mean = inner.reduce(0, +) / 484
    let deviation = (inner.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 484).squareRoot()
    for shape in FeatureShape.all(side: 24).shuffled(using: &generator).prefix(200) {
      var sum = 0.0
      for part in shape.feature.parts {
        for y in part.rect.y..<part.rect.maxY {
          for x in part.rect.x..<part.rect.maxX {
            sum += Double(part.weight) * Double(image[x: x, y: y])
          }
        }
      }
      let value = Double(window.value(of: shape.feature, side: 24))
      #expect(abs(value - sum / (484 * deviation)) < 1e-4, "\(shape)")
    }
  }

  @Test func levelsAreTheMeanOfFourWhereAPictureIsHalved() {
    let image = Scenes.noise(side: 48, seed: 7)
    let levels = WindowPlacement(image.bounds).levels(of: image, size: 24)
    for y in 0..<24 {
      for x in 0..<24 {
        let four = [(0, 0), (1, 0), (0, 1), (1, 1)].map {
          Int(image[x: 2 * x + $0.0, y: 2 * y + $0.1])
        }
        let mean = Double(four.reduce(0, +)) / 4
        #expect(abs(Double(levels[y * 24 + x]) - mean) <= 0.5, "\(x) \(y)")
      }
    }
  }

  @Test func aTurnedOrMirroredWindowHasTheSameLevelsElsewhere() {
    let image = Scenes.noise(side: 24, seed: 8)
    var placement = WindowPlacement(image.bounds)
    placement.isMirrored = true
    let mirrored = placement.levels(of: image, size: 24)
    placement.isMirrored = false
    placement.angle = .pi / 2
    let turned = placement.levels(of: image, size: 24)
    for y in 0..<24 {
      for x in 0..<24 {
        #expect(mirrored[y * 24 + x] == image[x: 23 - x, y: y])
        let difference = Int(turned[y * 24 + x]) - Int(image[x: 23 - y, y: x])
        #expect(abs(difference) <= 1, "\(x) \(y)")
      }
    }
  }
}
