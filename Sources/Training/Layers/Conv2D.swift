import Kernels
import NeuralNetwork
import Randomness

/// Convolution, stride 1, same padding, odd square kernel, with bias, and ReLU if wanted.
///
/// Weights [output channels, input channels, kernel, kernel], as ONNX's Conv and PyTorch have them;
/// He normal initialisation (He et al. 2015): deviation sqrt(2 / (input channels * kernel²)).
package final class Conv2D: TrainableLayer {
  /// What the layer does to its result before it is stored.
  package enum Activation: Sendable {
    case none
    /// `max(0, x)` (Nair and Hinton 2010). Its derivative is left to the layer behind, which must be
    /// a ``BatchNorm`` with rectification `.before`.
    case relu
  }

  package let name: String
  package let outputShape: FeatureShape
  package let parameters: [Parameter]
  private let activation: Activation
  private let loops: ConvolutionLoops
  private let output = FloatBuffer()
  private let inputGradient = FloatBuffer()
  private var input: FeatureMap?

  package init(
    _ name: String, input: FeatureShape, filters: Int, kernelSize: Int = 3,
    activation: Activation = .none, random: inout SplitMix64
  ) {
    precondition(kernelSize % 2 == 1 && filters > 0, "\(name): \(filters) of \(kernelSize)")
    self.name = name
    self.activation = activation
    outputShape = FeatureShape(channels: filters, height: input.height, width: input.width)
    loops = ConvolutionLoops(kernelSize: kernelSize, input: input, filters: filters)
    parameters = [
      Parameter(
        name: "\(name).weight", shape: [filters, input.channels, kernelSize, kernelSize],
        values: heNormal(count: filters * loops.depth, fanIn: loops.depth, &random)),
      Parameter(
        name: "\(name).bias", shape: [filters], values: [Float](repeating: 0, count: filters)),
    ]
  }

  package func forward(_ input: FeatureMap, _ pass: Pass) -> FeatureMap {
    self.input = input
    let result = FeatureMap(outputShape, batch: input.batch, storage: output)
    loops.forward(
      input, weights: parameters[0].values, bias: parameters[1].values,
      isRectified: activation == .relu ? 1 : 0, result: result, pass)
    return result
  }

  package func backward(
    _ gradient: FeatureMap, _ pass: Pass, wanted: WantedGradients
  ) -> FeatureMap {
    guard let input else { preconditionFailure("\(name): backward before forward") }
    let filters = outputShape.channels
    if let sums = gradient.channelSums {
      parameters[1].gradient.pointer.update(from: sums.pointer, count: filters)
    } else {
      let sums = ChannelLoops(channels: filters, threads: pass.threads)
        .sums(of: gradient.storage, rows: gradient.pixels)
      parameters[1].gradient.values = sums.prefix(filters).map { Float($0) }
    }
    loops.weightGradient(
      input, slopes: gradient, result: parameters[0].gradient, pass)
    guard wanted == .parametersAndInput else { return input }
    let result = FeatureMap(input.shape, batch: input.batch, storage: inputGradient)
    loops.inputGradient(
      gradient, weights: parameters[0].values, result: result, pass)
    return result
  }

  package func export(from input: String, to graph: inout Graph) -> String {
    for parameter in parameters { graph.add(parameter) }
    let (kernel, reach) = (loops.kernelSize, loops.kernelSize / 2)
    let product = graph.append(
      "Conv", name, [input] + parameters.map(\.name),
      [
        "kernel_shape": .ints([kernel, kernel]), "pads": .ints([reach, reach, reach, reach]),
        "strides": .ints([1, 1]),
      ])
    return activation == .relu ? graph.append("Relu", "\(name).relu", [product]) : product
  }
}

/// Weights for a ReLU behind them (He et al. 2015): normal, deviation sqrt(2 / fanIn).
func heNormal(count: Int, fanIn: Int, _ random: inout SplitMix64) -> [Float] {
  let deviation = (2 / Double(fanIn)).squareRoot()
  return (0..<count).map { _ in Float(random.normal() * deviation) }
}
