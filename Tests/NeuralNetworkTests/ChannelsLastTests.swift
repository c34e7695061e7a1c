import Kernels
import NeuralNetwork
import Testing

/// Networks whose layers are joined and rearranged against the same layers run one at a time.
@Suite struct ChannelsLastTests {
  /// A convolution with ReLU, batch norm and, if wanted, pooling behind it.
  private struct Stage {
    let channels, filters, kernel, stride: Int
    let isPooled: Bool
  }

  private static let stages = [
    Stage(channels: 1, filters: 8, kernel: 3, stride: 1, isPooled: false),
    Stage(channels: 8, filters: 24, kernel: 3, stride: 1, isPooled: true),
    Stage(channels: 24, filters: 10, kernel: 1, stride: 1, isPooled: false),
    Stage(channels: 10, filters: 16, kernel: 3, stride: 2, isPooled: false),
    Stage(channels: 16, filters: 16, kernel: 3, stride: 1, isPooled: true),
  ]

  /// The nodes of each layer with their constants, from "v0" on.
  private static func layers() -> [(node: Graph.Node, constants: [String: Tensor])] {
    var random = SplitMix64(seed: 3)
    func tensor(_ shape: [Int], from low: Float = -1) -> Tensor {
      let values = (0..<shape.reduce(1, *)).map { _ in max(low, random.nextFloat()) }
      return Tensor(shape: shape, values: values)
    }
    var layers: [(node: Graph.Node, constants: [String: Tensor])] = []
    func add(
      _ type: String, _ constants: [Tensor], _ attributes: [String: Graph.Attribute] = [:]
    ) {
      let number = layers.count
      let names = constants.indices.map { "c\(number)-\($0)" }
      layers.append(
        (
          Graph.Node(
            opType: type, name: "n\(number)", inputs: ["v\(number)"] + names,
            outputs: ["v\(number + 1)"], attributes: attributes),
          Dictionary(uniqueKeysWithValues: zip(names, constants))
        ))
    }
    for stage in stages {
      let (pad, filters) = (stage.kernel / 2, stage.filters)
      add(
        "Conv",
        [tensor([filters, stage.channels, stage.kernel, stage.kernel]), tensor([filters])],
        ["pads": .ints([pad, pad, pad, pad]), "strides": .ints([stage.stride, stage.stride])])
      add("Relu", [])
      add(
        "BatchNormalization",
        [tensor([filters]), tensor([filters]), tensor([filters]), tensor([filters], from: 0.2)])
      if stage.isPooled {
        add("MaxPool", [], ["kernel_shape": .ints([2, 2]), "strides": .ints([2, 2])])
      }
    }
    add("GlobalAveragePool", [])
    add("Flatten", [])
    return layers
  }

  private func session(
    _ layers: [(node: Graph.Node, constants: [String: Tensor])], input: [Int],
    kernels: NetworkKernels, threads: Int = 1
  ) throws -> InferenceSession {
    var constants: [String: Tensor] = [:]
    for layer in layers { constants.merge(layer.constants) { $1 } }
    return try InferenceSession(
      graph: Graph(
        name: "test", opset: 13, nodes: layers.map(\.node), initializers: constants,
        inputs: [
          .init(
            name: layers[0].node.inputs[0],
            shape: [.named("batch")] + input.dropFirst().map { .fixed($0) })
        ],
        outputs: [.init(name: layers[layers.count - 1].node.outputs[0], shape: [])],
        metadata: [:]),
      threads: threads, kernels: kernels)
  }

  @Test(arguments: [[1, 1, 48, 48], [3, 1, 20, 28], [2, 1, 8, 12]], [1, 2, 3])
  func joinedLayersAreTheLayersOneByOne(_ shape: [Int], threads: Int) throws {
    let layers = Self.layers()
    var random = SplitMix64(seed: 5)
    let input = Tensor(
      shape: shape, values: (0..<shape.reduce(1, *)).map { _ in random.nextFloat() })
    for kernels in NetworkKernels.supported {
      var wanted = input
      for layer in layers {
        wanted = try session([layer], input: wanted.shape, kernels: kernels).run(wanted)
      }
      let whole = try session(layers, input: shape, kernels: kernels, threads: threads)
      let scale = wanted.values.map(abs).max() ?? 1
      for _ in 0..<2 {
        let found = try whole.run(input)
        #expect(found.shape == wanted.shape)
        for (value, reference) in zip(found.values, wanted.values) {
          #expect(abs(value - reference) <= 1e-5 * scale, "\(kernels.name)")
        }
      }
    }
  }
}
