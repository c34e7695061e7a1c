import FaceDetection
import Imaging
import Testing

@Suite struct SearchRegionTests {
  /// What a picture is made of: noise, or slopes on which long runs of windows fare alike.
  enum Texture: CaseIterable {
    case noise, slopes, patches
  }

  @Test(arguments: CascadeClassifierTests.setups, Texture.allCases)
  func aRegionHasTheWindowsOfAWholeScan(
    _ setup: CascadeClassifierTests.Setup, _ texture: Texture
  ) throws {
    let cascade = try RandomCascade.make(
      width: setup.window.0, height: setup.window.1, stages: 4, trees: setup.trees,
      largestTree: setup.largestTree, seed: setup.seed)
    for size in [setup.picture, (setup.picture.0 * 3 + 1, setup.picture.1)] {
      let image = picture(size, texture, seed: setup.seed)
      let plain = PlainScan(cascade: cascade, image: image, parameters: setup.parameters)
      let all = plain.unclippedWindows()
      var generator = SeededGenerator(state: setup.seed)
      for threads in 1...3 {
        let classifier = CascadeClassifier(cascade, threads: threads)
        for count in [0, 1, 1, 2, 3, 5] {
          let regions = (0..<count).map { _ in region(in: image, &generator) }
          let inside = all.filter { window in regions.contains { $0.contains(window.box) } }
          let found = classifier.detect(in: image, setup.parameters, within: regions)
          #expect(
            found.isScan(plain.clipped(inside)), "\(size), \(threads) threads, \(regions)")
        }
      }
    }
  }

  @Test func theRegionsHaveWindows() throws {
    var generator = SeededGenerator(state: 1)
    let setup = CascadeClassifierTests.setups[0]
    let cascade = try RandomCascade.make(
      width: 24, height: 24, stages: 4, trees: setup.trees, largestTree: 1, seed: 1)
    let counts = Texture.allCases.map { texture in
      let image = picture((300, 61), texture, seed: 1)
      let regions = (0..<20).map { _ in region(in: image, &generator) }
      return CascadeClassifier(cascade).detect(
        in: image, setup.parameters, within: regions
      ).count
    }
    #expect(counts.allSatisfy { $0 > 0 }, "\(counts)")
  }

  @Test func overlappingRegionsGiveAWindowOnce() throws {
    let cascade = try RandomCascade.make(
      width: 7, height: 5, stages: 4, trees: 7, largestTree: 6, seed: 4)
    let image = picture((41, 43), .noise, seed: 4)
    let all = SearchRegion(centers: image.bounds, sizes: 0...100)
    let parameters = DetectionParameters(scaleFactor: 1.2, minNeighbors: 0)
    let classifier = CascadeClassifier(cascade, threads: 2)
    let found = classifier.detect(in: image, parameters, within: [all, all, all])
    #expect(found == classifier.detect(in: image, parameters) && !found.isEmpty)
    // Grouped, they make the same faces with the same scores.
    let grouped = DetectionParameters(scaleFactor: 1.2, minNeighbors: 1)
    #expect(
      classifier.detect(in: image, grouped, within: [all, all])
        == classifier.detect(in: image, grouped))
  }

  @Test func aRegionAroundABoxContainsIt() {
    let region = SearchRegion(
      around: Rect(x: 100, y: 50, width: 81, height: 81), reach: 0.25, ratio: 1.5)
    #expect(region.contains(Rect(x: 100, y: 50, width: 81, height: 81)))
    #expect(region.contains(Rect(x: 120, y: 31, width: 81, height: 81)))
    #expect(!region.contains(Rect(x: 123, y: 50, width: 81, height: 81)))
    #expect(!region.contains(Rect(x: 100, y: 50, width: 130, height: 130)))
    #expect(!region.contains(Rect(x: 120, y: 70, width: 50, height: 50)))
  }

  private func region(
    in image: GrayImage, _ generator: inout SeededGenerator
  ) -> SearchRegion {
    let x = Int.random(in: -20...image.width, using: &generator)
    let y = Int.random(in: -20...image.height, using: &generator)
    let least = Int.random(in: 0...30, using: &generator)
    return SearchRegion(
      centers: Rect(
        x: x, y: y, width: Int.random(in: 0...40, using: &generator),
        height: Int.random(in: 0...60, using: &generator)),
      sizes: least...(least + Int.random(in: 0...40, using: &generator)))
  }

  private func picture(_ size: (Int, Int), _ texture: Texture, seed: UInt64) -> GrayImage {
    let noise = GoldenPictures.noise(width: 64, height: 64, seed: UInt32(seed))
    var image = GrayImage(width: size.0, height: size.1)
    for y in 0..<size.1 {
      for x in 0..<size.0 {
        let level = noise[x: x / 3 % 64, y: y / 3 % 64]
        image[x: x, y: y] =
          switch texture {
          case .noise: level
          case .slopes: UInt8((x * 9 + y * 13 + Int(level) / 32) % 256)
          case .patches: x / 70 % 2 == 0 ? UInt8(y * 3 % 200 + x % 3) : level
          }
      }
    }
    return image
  }
}
