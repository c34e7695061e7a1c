import Kernels
import NeuralNetwork

/// Convolution, stride 1, same padding, odd square kernel, with bias.
///
/// Weights [output channels, input channels, kernel, kernel], as ONNX's Conv and PyTorch have them;
/// He normal initialisation (He et al. 2015): deviation sqrt(2 / (input channels * kernel²)).
package final class Conv2D: TrainableLayer {
  package let name: String
  package let outputShape: FeatureShape
  package let parameters: [Parameter]
  private let convolution: SameConvolution
  private let output = FloatBuffer()
  private let inputGradient = FloatBuffer()
  private let rotatedWeights = FloatBuffer()
  private var workspaces: [FloatBuffer] = []
  private var partials: [FloatBuffer] = []
  private var input: FeatureMap?

  package init(
    _ name: String, input: FeatureShape, filters: Int, kernelSize: Int = 3,
    random: inout SplitMix64
  ) {
    precondition(kernelSize % 2 == 1 && filters > 0, "\(name): \(filters) of \(kernelSize)")
    self.name = name
    outputShape = FeatureShape(channels: filters, height: input.height, width: input.width)
    convolution = SameConvolution(
      kernelSize: kernelSize, inputChannels: input.channels, outputChannels: filters,
      height: input.height, width: input.width)
    parameters = [
      Parameter(
        name: "\(name).weight", shape: [filters, input.channels, kernelSize, kernelSize],
        values: heNormal(count: filters * convolution.depth, fanIn: convolution.depth, &random)),
      Parameter(
        name: "\(name).bias", shape: [filters], values: [Float](repeating: 0, count: filters)),
    ]
  }

  package func forward(_ input: FeatureMap, _ pass: Pass) -> FeatureMap {
    self.input = input
    growWorkspaces(pass.threads)
    let result = FeatureMap(outputShape, batch: input.batch, storage: output)
    convolution.forward(
      input, weights: parameters[0].values, bias: parameters[1].values, output: result,
      workspaces: workspaces)
    return result
  }

  package func backward(
    _ gradient: FeatureMap, _ pass: Pass, wanted: WantedGradients
  ) -> FeatureMap {
    guard let input else { preconditionFailure("\(name): backward before forward") }
    growWorkspaces(pass.threads)
    let biasGradient = parameters[1].gradient
    parallelFor(outputShape.channels, threads: pass.threads) { channel in
      biasGradient.pointer[channel] = vectorSum(
        gradient.channel(channel), count: gradient.channelStride)
    }
    convolution.weightGradient(
      input, outputGradient: gradient, result: parameters[0].gradient, partials: partials,
      workspaces: workspaces)
    guard wanted == .parametersAndInput else { return input }
    let result = FeatureMap(input.shape, batch: input.batch, storage: inputGradient)
    convolution.rotateWeights(parameters[0].values, into: rotatedWeights)
    convolution.transposed.forward(
      gradient, weights: rotatedWeights, bias: nil, output: result, workspaces: workspaces)
    return result
  }

  private func growWorkspaces(_ threads: Int) {
    while workspaces.count < threads {
      workspaces.append(FloatBuffer())
      partials.append(FloatBuffer())
    }
    if workspaces.count > threads { workspaces.removeLast(workspaces.count - threads) }
  }

  package func export(from input: String, to graph: inout Graph) -> String {
    for parameter in parameters { graph.add(parameter) }
    let (kernel, reach) = (convolution.kernelSize, convolution.kernelSize / 2)
    return graph.append(
      "Conv", name, [input] + parameters.map(\.name),
      [
        "kernel_shape": .ints([kernel, kernel]), "pads": .ints([reach, reach, reach, reach]),
        "strides": .ints([1, 1]),
      ])
  }
}

/// Weights for a ReLU behind them (He et al. 2015): normal, deviation sqrt(2 / fanIn).
func heNormal(count: Int, fanIn: Int, _ random: inout SplitMix64) -> [Float] {
  let deviation = (2 / Double(fanIn)).squareRoot()
  return (0..<count).map { _ in Float(random.normal() * deviation) }
}
