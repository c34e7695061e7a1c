import Foundation
import Kernels
import Testing
import Training

@Suite struct SoftmaxCrossEntropyTests {
  @Test func lossIsTheNegativeLogarithmOfTheLabelsShare() {
    let logits = FeatureMap(
      FeatureShape(channels: 2), batch: 1, storage: FloatBuffer([log(3), 0]))
    let result = SoftmaxCrossEntropy()(logits, labels: [0], gradient: nil)
    #expect(abs(result.lossSum - log(4.0 / 3)) < 1e-6)
    #expect(result.correct == 1)
    #expect(abs(result.probabilities[0][0] - 0.75) < 1e-6)
  }

  @Test(arguments: [0, 0.3]) func gradientIsTheDerivativeOfTheMeanLoss(smoothing: Float) {
    let values: [Float] = [0.2, -1, 3, 0.5, 0.1, -0.7]  // [3 classes, 2 pictures]
    let labels = [2, 0]
    let shape = FeatureShape(channels: 3)
    let loss = SoftmaxCrossEntropy(smoothing: smoothing)
    let gradient = FeatureMap(shape, batch: 2)
    _ = loss(
      FeatureMap(shape, batch: 2, storage: FloatBuffer(values)), labels: labels,
      gradient: gradient)
    for index in values.indices {
      var (upper, lower) = (values, values)
      upper[index] += 0.01
      lower[index] -= 0.01
      let losses = [upper, lower].map {
        loss(
          FeatureMap(shape, batch: 2, storage: FloatBuffer($0)), labels: labels, gradient: nil
        ).lossSum / 2
      }
      let difference = (losses[0] - losses[1]) / 0.02
      #expect(abs(difference - Double(gradient.values[index])) < 1e-3, "logit \(index)")
    }
  }

  @Test func smoothingSpreadsItsShareOverAllClasses() {
    let logits = FeatureMap(
      FeatureShape(channels: 2), batch: 1, storage: FloatBuffer([log(3), 0]))
    let result = SoftmaxCrossEntropy(smoothing: 0.2)(logits, labels: [0], gradient: nil)
    #expect(abs(result.lossSum + 0.9 * log(0.75) + 0.1 * log(0.25)) < 1e-6)
  }

  @Test func hugeLogitsStayFinite() {
    let logits = FeatureMap(
      FeatureShape(channels: 2), batch: 1, storage: FloatBuffer([1e30, -1e30]))
    let result = SoftmaxCrossEntropy()(logits, labels: [1], gradient: nil)
    #expect(result.probabilities[0] == [1, 0])
    #expect(result.lossSum > 1e29)
  }
}
