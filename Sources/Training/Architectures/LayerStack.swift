import Randomness

/// Puts layers one behind the other, each on the shape that the last one left.
struct LayerStack {
  private(set) var layers: [any TrainableLayer] = []
  private(set) var shape: FeatureShape
  /// Of this stack and those it is part of, so that each layer has a number of its own.
  private var layerCount = 0
  private var random: SplitMix64
  private var dropout: ArraySlice<Float>

  init(_ blueprint: Architecture.Blueprint) {
    shape = blueprint.input
    random = SplitMix64(seed: blueprint.seed, stream: 1)
    dropout = blueprint.dropout[...]
  }

  private mutating func add(_ layer: any TrainableLayer) {
    layers.append(layer)
    layerCount += 1
    shape = layer.outputShape
  }

  /// Gray levels 0-255 to about -2...2.
  mutating func rescaling() {
    add(Rescaling("rescaling", input: shape, scale: 1 / 64, offset: -2))
  }

  mutating func convolutionReLUBatchNorm(_ name: String, filters: Int, kernelSize: Int = 3) {
    add(
      Conv2D(
        "\(name).conv", input: shape, filters: filters, kernelSize: kernelSize, activation: .relu,
        random: &random))
    add(BatchNorm("\(name).norm", input: shape, rectification: .before))
  }

  mutating func separableConvolutionReLUBatchNorm(_ name: String, filters: Int) {
    add(DepthwiseConv2D("\(name).depthwise", input: shape, random: &random))
    convolutionReLUBatchNorm(name, filters: filters, kernelSize: 1)
  }

  mutating func squeezeExcitation(_ name: String, squeezed: Int) {
    add(SqueezeExcitation(name, input: shape, squeezed: squeezed, random: &random))
  }

  mutating func maxPool(_ name: String) { add(MaxPool2x2(name, input: shape)) }

  /// A dropout with the blueprint's next rate.
  mutating func dropout(_ name: String) {
    let rate = dropout.popFirst() ?? 0
    add(Dropout(name, input: shape, rate: rate, stream: UInt64(layerCount)))
  }

  /// Layers whose result is added to what goes into them.
  mutating func residual(_ name: String, _ build: (inout LayerStack) -> Void) {
    var block = self
    block.layers = []
    build(&block)
    (random, dropout, layerCount) = (block.random, block.dropout, block.layerCount)
    add(Residual(name, input: shape, layers: block.layers))
  }

  mutating func globalAveragePool(_ name: String) { add(GlobalAveragePool(name, input: shape)) }

  mutating func flatten() { add(Flatten("flatten", input: shape)) }

  mutating func dense(_ name: String, outputs: Int) {
    add(Dense(name, inputs: shape.channels, outputs: outputs, random: &random))
  }

  mutating func denseReLUBatchNorm(_ name: String, outputs: Int) {
    dense("\(name).dense", outputs: outputs)
    add(ReLU("\(name).relu", input: shape))
    add(BatchNorm("\(name).norm", input: shape))
  }
}
