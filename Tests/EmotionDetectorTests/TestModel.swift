import Foundation
import NeuralNetwork

/// Small networks with made-up weights.
enum TestModel {
  static let labels = "angry,disgust,fear,happy,neutral,sad,surprise"

  /// The bytes of a model that averages its picture and gives seven probabilities, happy's first.
  ///
  /// - Parameters:
  ///   - channels: of the input.
  ///   - weight: of each output; a value that is no number gives outputs that are none.
  ///   - metadata: what the file tells of itself.
  static func bytes(
    channels: Int = 1, weight: Float = 0.01,
    metadata: [String: String] = ["labels": labels, "input_range": "0..255"]
  ) throws -> [UInt8] {
    let weights = (0..<7 * channels).map { $0 / channels == 3 ? weight : -weight }
    let graph = Graph(
      name: "test", opset: 13,
      nodes: [
        .init(opType: "GlobalAveragePool", name: "average", inputs: ["input"], outputs: ["a"]),
        .init(
          opType: "Flatten", name: "flatten", inputs: ["a"], outputs: ["b"],
          attributes: ["axis": .int(1)]),
        .init(
          opType: "Gemm", name: "dense", inputs: ["b", "w", "bias"], outputs: ["c"],
          attributes: ["transB": .int(1)]),
        .init(
          opType: "Softmax", name: "softmax", inputs: ["c"], outputs: ["output"],
          attributes: ["axis": .int(1)]),
      ],
      initializers: [
        "w": Tensor(shape: [7, channels], values: weights),
        "bias": Tensor(shape: [7], values: [Float](repeating: 0, count: 7)),
      ],
      inputs: [
        .init(
          name: "input",
          shape: [.named("batch"), .fixed(channels), .fixed(48), .fixed(48)])
      ], outputs: [.init(name: "output", shape: [.named("batch"), .fixed(7)])],
      metadata: metadata)
    return try graph.serialized()
  }

  /// The bytes of a model that takes seconds however many processors there are: layer upon layer of
  /// convolutions of a large picture, before it does as the small one.
  static func slowBytes() throws -> [UInt8] {
    let (channels, side) = (32, 384)
    let layers = 25 * ProcessInfo.processInfo.activeProcessorCount
    var graph = try Graph(onnx: bytes(channels: channels), name: "slow")
    let filter: (Int) -> Tensor = { inputs in
      Tensor(
        shape: [channels, inputs, 5, 5],
        values: [Float](repeating: 1e-3, count: channels * inputs * 25))
    }
    graph.initializers["first"] = filter(1)
    graph.initializers["next"] = filter(channels)
    let convolutions = (0..<layers).map { layer in
      Graph.Node(
        opType: "Conv", name: "layer\(layer)",
        inputs: [layer == 0 ? "picture" : "v\(layer - 1)", layer == 0 ? "first" : "next"],
        outputs: [layer == layers - 1 ? "input" : "v\(layer)"],
        attributes: ["pads": .ints([2, 2, 2, 2])])
    }
    graph.nodes = convolutions + graph.nodes
    graph.inputs = [
      .init(name: "picture", shape: [.named("batch"), .fixed(1), .fixed(side), .fixed(side)])
    ]
    return try graph.serialized()
  }
}
