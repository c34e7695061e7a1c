import Kernels
import Randomness
import Testing
import Training

/// A convolution that applies ReLU itself and leaves its derivative to the batch norm behind it,
/// against the three layers one by one.
@Suite struct RectifiedNormTests {
  static let shapes: [(channels: Int, filters: Int, height: Int, width: Int)] = [
    (1, 8, 5, 7), (3, 5, 4, 3), (8, 24, 9, 6), (16, 8, 2, 3), (24, 16, 1, 5),
  ]

  @Test(arguments: shapes, [1, 2, 3])
  func joinedLayersGiveWhatSeparateOnesGive(
    _ shape: (channels: Int, filters: Int, height: Int, width: Int), threads: Int
  ) {
    let input = FeatureShape(channels: shape.channels, height: shape.height, width: shape.width)
    var random = SplitMix64(seed: 9)
    let values = randomValues(input.count * 4, &random)
    let slopes = randomValues(shape.filters * input.area * 4, &random)
    let pass = Pass(.training(step: 0), threads: threads, seed: 1)

    func run(_ layers: [any TrainableLayer]) -> (output: [Float], gradients: [[Float]]) {
      let map = FeatureMap(input, batch: 4, storage: FloatBuffer(values))
      let output = layers.reduce(map) { $1.forward($0, pass) }
      let slope = FeatureMap(output.shape, batch: 4, storage: FloatBuffer(slopes))
      let back = layers.reversed().reduce(slope) {
        $1.backward($0, pass, wanted: .parametersAndInput)
      }
      let gradients = layers.flatMap(\.parameters).map(\.gradient.values)
      return (output.values, gradients + [back.values])
    }
    func convolution(_ activation: Conv2D.Activation) -> Conv2D {
      var random = SplitMix64(seed: 4)
      return Conv2D(
        "c", input: input, filters: shape.filters, activation: activation, random: &random)
    }
    let joinedConvolution = convolution(.relu)
    let joined = run([
      joinedConvolution,
      BatchNorm("n", input: joinedConvolution.outputShape, rectification: .before),
    ])
    let plainConvolution = convolution(.none)
    let separate = run([
      plainConvolution, ReLU("r", input: plainConvolution.outputShape),
      BatchNorm("n", input: plainConvolution.outputShape),
    ])
    expectEqual(joined.output, separate.output, "output, \(shape)")
    for (index, (found, wanted)) in zip(joined.gradients, separate.gradients).enumerated() {
      expectEqual(found, wanted, "gradient \(index), \(shape)")
    }
  }

  private func randomValues(_ count: Int, _ random: inout SplitMix64) -> [Float] {
    (0..<count).map { _ in Float(random.uniform(-1...1)) }
  }

  private func expectEqual(_ found: [Float], _ wanted: [Float], _ what: String) {
    #expect(found.count == wanted.count, "\(what)")
    let scale = max(wanted.map(abs).max() ?? 0, 1e-3)
    for (index, (value, reference)) in zip(found, wanted).enumerated() {
      #expect(
        abs(value - reference) <= 1e-4 * scale, "\(what) \(index): \(value), not \(reference)")
    }
  }
}
