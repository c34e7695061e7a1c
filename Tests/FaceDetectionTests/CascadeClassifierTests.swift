import FaceDetection
import Imaging
import Kernels
import Testing

@Suite struct CascadeClassifierTests {
  struct Setup: CustomTestStringConvertible {
    var window: (Int, Int)
    var picture: (Int, Int)
    var trees: Int
    var largestTree: Int
    var parameters = DetectionParameters(scaleFactor: 1.2, minNeighbors: 0)
    var seed: UInt64
    /// Whether half of the features are tilted.
    var tilted = false

    var testDescription: String {
      "window \(window), picture \(picture), \(trees) trees of \(largestTree), "
        + "\(parameters), seed \(seed), \(tilted ? "tilted" : "upright")"
    }
  }

  static let setups: [Setup] = [
    Setup(window: (24, 24), picture: (97, 61), trees: 5, largestTree: 1, seed: 1),
    Setup(window: (24, 24), picture: (64, 131), trees: 40, largestTree: 1, seed: 2),
    Setup(window: (20, 20), picture: (101, 53), trees: 4, largestTree: 2, seed: 3),
    Setup(window: (7, 5), picture: (41, 43), trees: 7, largestTree: 6, seed: 4),
    Setup(window: (4, 3), picture: (19, 17), trees: 3, largestTree: 1, seed: 5),
    Setup(window: (14, 28), picture: (89, 71), trees: 6, largestTree: 3, seed: 6),
    Setup(window: (25, 13), picture: (25, 13), trees: 2, largestTree: 1, seed: 7),
    Setup(window: (24, 24), picture: (23, 90), trees: 2, largestTree: 1, seed: 8),
    Setup(window: (24, 24), picture: (90, 1), trees: 2, largestTree: 1, seed: 9),
    Setup(
      window: (10, 10), picture: (83, 79), trees: 5, largestTree: 2,
      parameters: DetectionParameters(scaleFactor: 1.05, minNeighbors: 0, minSize: 15, maxSize: 31),
      seed: 10),
    Setup(
      window: (10, 10), picture: (83, 79), trees: 5, largestTree: 1,
      parameters: DetectionParameters(
        scaleFactor: 1.3, minNeighbors: 0, minSize: 500, maxSize: 12), seed: 11),
    Setup(window: (24, 24), picture: (97, 121), trees: 5, largestTree: 1, seed: 12, tilted: true),
    Setup(window: (20, 20), picture: (101, 53), trees: 40, largestTree: 1, seed: 13, tilted: true),
    Setup(window: (9, 11), picture: (53, 141), trees: 5, largestTree: 4, seed: 14, tilted: true),
    Setup(window: (4, 5), picture: (19, 17), trees: 3, largestTree: 1, seed: 15, tilted: true),
  ]

  @Test(arguments: setups) func theScanFindsWhatItsDefinitionSays(_ setup: Setup) throws {
    let cascade = try RandomCascade.make(
      width: setup.window.0, height: setup.window.1, stages: 4, trees: setup.trees,
      largestTree: setup.largestTree, seed: setup.seed, tilted: setup.tilted)
    let image = picture(setup.picture, seed: setup.seed)
    let plain = PlainScan(cascade: cascade, image: image, parameters: setup.parameters).windows()
    let found = CascadeClassifier(cascade).detect(in: image, setup.parameters)
    #expect(found.isScan(plain))
    for kernels in ScanKernels.supported {
      for threads in [1, 2, 3, 7] {
        let classifier = CascadeClassifier(cascade, threads: threads, kernels: kernels)
        let which: Comment = "\(threads) threads, \(kernels.name)"
        #expect(classifier.detect(in: image, setup.parameters) == found, which)
        // Buffers that were used for another size must not show.
        _ = classifier.detect(in: picture((50, 50), seed: 99), setup.parameters)
        #expect(classifier.detect(in: image, setup.parameters) == found, which)
      }
    }
  }

  @Test func theSetupsLetWindowsThrough() throws {
    let counts = try Self.setups.map { setup in
      let cascade = try RandomCascade.make(
        width: setup.window.0, height: setup.window.1, stages: 4, trees: setup.trees,
        largestTree: setup.largestTree, seed: setup.seed, tilted: setup.tilted)
      return PlainScan(
        cascade: cascade, image: picture(setup.picture, seed: setup.seed),
        parameters: setup.parameters
      ).windows().count
    }
    #expect(counts.filter { $0 > 0 }.count >= 7, "\(counts)")
  }

  @Test func anEvenPictureHasNoFaces() throws {
    let cascade = try RandomCascade.make(
      width: 24, height: 24, stages: 1, trees: 1, largestTree: 1, seed: 1)
    let classifier = CascadeClassifier(cascade)
    let image = GrayImage(width: 60, height: 60, filledWith: 200)
    #expect(classifier.detect(in: image, DetectionParameters(minNeighbors: 0)).isEmpty)
    #expect(classifier.detect(in: GrayImage(width: 0, height: 0)).isEmpty)
  }

  @Test func theDefaultSmallestFaceIsATenthButNotUnderThirty() {
    #expect(DetectionParameters.defaultMinSize(width: 640, height: 480) == 48)
    #expect(DetectionParameters.defaultMinSize(width: 1080, height: 1920) == 108)
    #expect(DetectionParameters.defaultMinSize(width: 200, height: 150) == 30)
  }

  /// Noise in blocks of 3 pixels, so that windows differ at every scale.
  private func picture(_ size: (Int, Int), seed: UInt64) -> GrayImage {
    let noise = GoldenPictures.noise(width: 64, height: 64, seed: UInt32(seed))
    var image = GrayImage(width: size.0, height: size.1)
    for y in 0..<size.1 {
      for x in 0..<size.0 { image[x: x, y: y] = noise[x: x / 3 % 64, y: y / 3 % 64] }
    }
    return image
  }
}
