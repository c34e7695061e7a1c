import Foundation
import Kernels
import Testing
import Training

@Suite struct ClassWeightsTests {
  private let data: LabeledPictures

  init() throws {
    let folder = try TemporaryFolder()
    try folder.writeDataSet(classes: ["a", "b", "c"], count: 6)
    // Three of a, two of b, one of c.
    data = try LabeledPictures.load(folder.path, threads: 1).subset([0, 1, 2, 6, 7, 12])
  }

  @Test func balancedWeightsGiveEachClassTheSameSay() throws {
    let weights = try #require(try ClassWeights("balanced").values(for: data))
    for (weight, wanted) in zip(weights, [2.0 / 3, 1, 2]) {
      #expect(abs(weight - Float(wanted)) < 1e-6)
    }
  }

  @Test func givenWeightsLeaveOtherClassesAlone() throws {
    #expect(try ClassWeights("c=2.5,a=0").values(for: data) == [0, 1, 2.5])
    #expect(try ClassWeights("none").values(for: data) == nil)
    #expect { try ClassWeights("d=2").values(for: data) } throws: { "\($0)".contains("a, b, c") }
  }

  @Test(arguments: ["", "even", "a", "a=", "a=x", "a=-1", "a=1=2", "a=nan"])
  func otherTextIsRefused(_ text: String) {
    #expect(throws: TrainingError.self) { try ClassWeights(text) }
  }

  @Test func aRecipeKeepsThem() throws {
    for text in ["none", "balanced", "angry=1.5,fear=2"] {
      let weights = try ClassWeights(text)
      let json = try JSONEncoder().encode([weights])
      #expect(try JSONDecoder().decode([ClassWeights].self, from: json) == [weights], "\(text)")
      #expect(try ClassWeights(weights.description) == weights)
    }
  }

  private func loss(
    _ logits: [Float], _ targets: [[Float]], weights: [Float]?, smoothing: Float = 0
  ) -> (loss: Double, gradient: [Float]) {
    let shape = FeatureShape(channels: 3)
    let gradient = FeatureMap(shape, batch: targets.count)
    let result = SoftmaxCrossEntropy(smoothing: smoothing, classWeights: weights)(
      FeatureMap(shape, batch: targets.count, storage: FloatBuffer(logits)), targets: targets,
      gradient: gradient)
    return (result.lossSum, gradient.values)
  }

  @Test func aPictureOfWeightTwoCountsAsTwo() {
    let logits: [Float] = [0.2, -1, 3, 0.5, 0.1, -0.7]
    let targets: [[Float]] = [[0, 0, 1], [1, 0, 0]]
    let weighted = loss(logits, targets, weights: [1, 7, 2])
    let repeated = loss(
      Array(logits[0..<3]) + logits, [targets[0]] + targets, weights: nil)
    #expect(abs(weighted.loss - repeated.loss) < 1e-6)
    // The mean is over two pictures here and over three there.
    for index in 0..<3 {
      #expect(abs(weighted.gradient[index] * 2 - repeated.gradient[index] * 6) < 1e-6)
      #expect(abs(weighted.gradient[3 + index] * 2 - repeated.gradient[6 + index] * 3) < 1e-6)
    }
  }

  @Test func aSoftTargetHasTheWeightsMean() {
    let plain = loss([1, 2, 3], [[0.5, 0.25, 0.25]], weights: nil)
    let weighted = loss([1, 2, 3], [[0.5, 0.25, 0.25]], weights: [1, 2, 4])
    #expect(abs(weighted.loss - 2 * plain.loss) < 1e-6)
  }

  @Test(arguments: [0, 0.2]) func theGradientIsTheDerivativeOfTheWeightedLoss(smoothing: Float) {
    let values: [Float] = [0.2, -1, 3, 0.5, 0.1, -0.7]
    let targets: [[Float]] = [[0.1, 0.6, 0.3], [1, 0, 0]]
    let weights: [Float] = [0.5, 3, 1.5]
    let found = loss(values, targets, weights: weights, smoothing: smoothing).gradient
    for index in values.indices {
      var (upper, lower) = (values, values)
      upper[index] += 0.01
      lower[index] -= 0.01
      let slope =
        (loss(upper, targets, weights: weights, smoothing: smoothing).loss
          - loss(lower, targets, weights: weights, smoothing: smoothing).loss) / 2 / 0.02
      #expect(abs(slope - Double(found[index])) < 1e-3, "logit \(index)")
    }
  }
}
