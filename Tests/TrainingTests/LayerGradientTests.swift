import Kernels
import Randomness
import Testing
import Training

/// Every layer's backward step against central differences of its forward step.
@Suite struct LayerGradientTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable (inout SplitMix64) -> any TrainableLayer
    let input: FeatureShape
  }

  static let cases: [Case] = [
    Case(
      testDescription: "convolution 3x3, odd sides",
      make: {
        Conv2D(
          "c", input: FeatureShape(channels: 2, height: 5, width: 7), filters: 3, random: &$0)
      }, input: FeatureShape(channels: 2, height: 5, width: 7)),
    Case(
      testDescription: "convolution 5x5 over a picture smaller than the kernel",
      make: {
        Conv2D(
          "c", input: FeatureShape(channels: 3, height: 2, width: 3), filters: 2, kernelSize: 5,
          random: &$0)
      }, input: FeatureShape(channels: 3, height: 2, width: 3)),
    Case(
      testDescription: "convolution 1x1 of one pixel",
      make: {
        Conv2D("c", input: FeatureShape(channels: 3), filters: 2, kernelSize: 1, random: &$0)
      }, input: FeatureShape(channels: 3)),
    Case(
      testDescription: "batch norm of whole vectors",
      make: { _ in BatchNorm("n", input: FeatureShape(channels: 16, height: 3, width: 5)) },
      input: FeatureShape(channels: 16, height: 3, width: 5)),
    Case(
      testDescription: "batch norm",
      make: { _ in BatchNorm("n", input: FeatureShape(channels: 3, height: 3, width: 5)) },
      input: FeatureShape(channels: 3, height: 3, width: 5)),
    Case(
      testDescription: "ReLU",
      make: { _ in ReLU("r", input: FeatureShape(channels: 2, height: 3, width: 3)) },
      input: FeatureShape(channels: 2, height: 3, width: 3)),
    Case(
      testDescription: "max pool with an odd side",
      make: { _ in MaxPool2x2("p", input: FeatureShape(channels: 2, height: 4, width: 5)) },
      input: FeatureShape(channels: 2, height: 4, width: 5)),
    Case(
      testDescription: "max pool of whole vectors",
      make: { _ in MaxPool2x2("p", input: FeatureShape(channels: 16, height: 4, width: 5)) },
      input: FeatureShape(channels: 16, height: 4, width: 5)),
    Case(
      testDescription: "residual",
      make: {
        let shape = FeatureShape(channels: 8, height: 4, width: 5)
        return Residual(
          "r", input: shape,
          layers: [
            Conv2D("r.conv", input: shape, filters: 8, random: &$0),
            BatchNorm("r.norm", input: shape),
          ])
      }, input: FeatureShape(channels: 8, height: 4, width: 5)),
    Case(
      testDescription: "global average pool",
      make: { _ in GlobalAveragePool("g", input: FeatureShape(channels: 3, height: 4, width: 5)) },
      input: FeatureShape(channels: 3, height: 4, width: 5)),
    Case(
      testDescription: "depthwise convolution",
      make: {
        DepthwiseConv2D("d", input: FeatureShape(channels: 3, height: 4, width: 5), random: &$0)
      }, input: FeatureShape(channels: 3, height: 4, width: 5)),
    Case(
      testDescription: "depthwise convolution of whole vectors",
      make: {
        DepthwiseConv2D("d", input: FeatureShape(channels: 8, height: 3, width: 1), random: &$0)
      }, input: FeatureShape(channels: 8, height: 3, width: 1)),
    Case(
      testDescription: "squeeze and excitation",
      make: {
        SqueezeExcitation(
          "s", input: FeatureShape(channels: 4, height: 2, width: 3), squeezed: 2, random: &$0)
      }, input: FeatureShape(channels: 4, height: 2, width: 3)),
    Case(
      testDescription: "dropout",
      make: { _ in
        Dropout("d", input: FeatureShape(channels: 2, height: 3, width: 3), rate: 0.4, stream: 7)
      }, input: FeatureShape(channels: 2, height: 3, width: 3)),
    Case(
      testDescription: "flatten",
      make: { _ in Flatten("f", input: FeatureShape(channels: 2, height: 3, width: 2)) },
      input: FeatureShape(channels: 2, height: 3, width: 2)),
    Case(
      testDescription: "dense", make: { Dense("d", inputs: 7, outputs: 5, random: &$0) },
      input: FeatureShape(channels: 7)),
    Case(
      testDescription: "rescaling",
      make: { _ in
        Rescaling("s", input: FeatureShape(channels: 2, height: 2, width: 2), scale: 3, offset: 1)
      }, input: FeatureShape(channels: 2, height: 2, width: 2)),
  ]

  @Test(arguments: cases, [1, 3])
  func backwardIsTheDerivativeOfForward(_ test: Case, threads: Int) {
    let seed: UInt64 = 11
    var random = SplitMix64(seed: seed)
    let layer = test.make(&random)
    let pass = Pass(.training(step: 5), threads: threads, seed: seed)
    // Distinct values well apart, so that no ReLU or maximum changes sides within a difference.
    let count = test.input.count * 3
    let inputs = (0..<count).shuffled(using: &random).map {
      (Float($0) - Float(count) / 2 + 0.5) / 8
    }
    for parameter in layer.parameters {
      parameter.values.values = parameter.values.values.map { _ in Float(random.uniform(-1...1)) }
    }
    let slopes = (0..<(layer.outputShape.count * 3)).map { _ in Float(random.uniform(-1...1)) }

    func weightedOutput(_ values: [Float]) -> Double {
      let output = layer.forward(map(values, test.input), pass)
      return zip(output.values, slopes).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    _ = weightedOutput(inputs)
    let gradient = layer.backward(
      map(slopes, layer.outputShape), pass, wanted: .parametersAndInput
    ).values
    let parameterGradients = layer.parameters.map(\.gradient.values)

    let step: Float = 1.0 / 64
    for index in inputs.indices {
      var (upper, lower) = (inputs, inputs)
      upper[index] += step
      lower[index] -= step
      let difference = (weightedOutput(upper) - weightedOutput(lower)) / Double(2 * step)
      expectClose(difference, gradient[index], "\(test.testDescription) input \(index)")
    }
    for (parameter, slope) in zip(layer.parameters, parameterGradients) {
      for index in 0..<parameter.count {
        let value = parameter.values.pointer[index]
        parameter.values.pointer[index] = value + step
        let upper = weightedOutput(inputs)
        parameter.values.pointer[index] = value - step
        let lower = weightedOutput(inputs)
        parameter.values.pointer[index] = value
        expectClose((upper - lower) / Double(2 * step), slope[index], "\(parameter.name) \(index)")
      }
    }
  }

  private func map(_ values: [Float], _ shape: FeatureShape) -> FeatureMap {
    FeatureMap(shape, batch: 3, storage: FloatBuffer(values))
  }

  private func expectClose(_ difference: Double, _ gradient: Float, _ what: String) {
    let tolerance = 0.01 * max(1, abs(difference))
    #expect(
      abs(difference - Double(gradient)) < tolerance,
      "\(what): difference \(difference), gradient \(gradient)")
  }
}
