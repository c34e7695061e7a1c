import NeuralNetwork
import Testing

/// What the engine does not have, and what would mix the pictures of a batch, is refused at load
/// by operator or attribute, with the node.
@Suite struct RefusedModelTests {
  /// A model of one node that is called "the node".
  private struct Model: Sendable, CustomTestStringConvertible {
    let opType: String
    var shape = [3, 4, 4]
    var attributes: [String: Graph.Attribute] = [:]
    /// Further inputs, in their order.
    var floats: [Tensor] = []
    var integers: [IntegerTensor] = []
    var outputs = ["out"]
    var opset = 13
    var testDescription: String { "\(opType) \(attributes) \(floats.count) \(integers)" }

    var graph: Graph {
      let floatNames = floats.indices.map { "f\($0)" }
      let integerNames = integers.indices.map { "i\($0)" }
      return Graph(
        name: "model", opset: opset,
        nodes: [
          .init(
            opType: opType, name: "the node", inputs: ["in"] + floatNames + integerNames,
            outputs: outputs, attributes: attributes)
        ], initializers: Dictionary(uniqueKeysWithValues: zip(floatNames, floats)),
        inputs: [.init(name: "in", shape: [.named("batch")] + shape.map { .fixed($0) })],
        outputs: [.init(name: outputs.last ?? "", shape: [])], metadata: [:],
        integerInitializers: Dictionary(uniqueKeysWithValues: zip(integerNames, integers)))
    }
  }

  private func refusal(_ graph: Graph) -> String {
    do {
      _ = try InferenceSession(graph: graph, threads: 1)
      return "accepted"
    } catch { return "\(error)" }
  }

  private static func list(_ values: Int...) -> IntegerTensor {
    IntegerTensor(shape: [values.count], values: values)
  }

  private static func ones(_ shape: Int...) -> Tensor {
    let count = shape.reduce(1, *)
    return Tensor(shape: shape, values: Array(repeating: 1, count: count))
  }

  private static let missing: [(Model, String)] = [
    (Model(opType: "LSTM"), "operator LSTM"),
    (Model(opType: "NonMaxSuppression"), "operator NonMaxSuppression"),
    (Model(opType: "Relu", attributes: ["alpha": .float(1)]), "attribute alpha of Relu"),
    (Model(opType: "Transpose", attributes: ["order": .ints([0])]), "attribute order of Transpose"),
    (
      Model(opType: "Resize", attributes: ["antialias": .int(1)], floats: [ones(4)]),
      "attribute antialias of Resize"
    ),
    (
      Model(
        opType: "Upsample", attributes: ["mode": .string("area")], floats: [ones(4)], opset: 9),
      "mode area"
    ),
    (
      Model(
        opType: "Pad",
        attributes: ["mode": .string("mirror"), "pads": .ints([0, 0, 0, 1, 0, 0, 0, 1])]),
      "mode mirror"
    ),
    (
      Model(opType: "Gelu", attributes: ["approximate": .string("erf")], opset: 20),
      "approximate erf"
    ),
    (Model(opType: "Cast", attributes: ["to": .int(7)]), "a Cast of computed values to int64"),
    (
      Model(
        opType: "MaxPool", attributes: ["kernel_shape": .ints([2, 2])], outputs: ["out", "places"]),
      "output places of MaxPool"
    ),
    (Model(opType: "Conv", shape: [3, 9], floats: [ones(2, 3, 3)]), "an input of 3 dimensions"),
  ]

  @Test(arguments: missing)
  private func whatIsMissingIsNamedWithItsNode(_ model: Model, text: String) {
    let found = refusal(model.graph)
    #expect(found.hasPrefix("model: node the node: "), "\(found)")
    #expect(found.contains(text) && found.hasSuffix("is not supported by this engine"), "\(found)")
  }

  private static let mixing: [Model] = [
    Model(opType: "Transpose"),
    Model(opType: "Transpose", attributes: ["perm": .ints([1, 0, 2, 3])]),
    Model(opType: "Softmax", attributes: ["axis": .int(0)]),
    Model(opType: "Softmax", attributes: ["axis": .int(-4)]),
    Model(opType: "Concat", attributes: ["axis": .int(0)]),
    Model(opType: "Split", attributes: ["axis": .int(0)]),
    Model(opType: "Gather", integers: [list(0)]),
    Model(opType: "Slice", integers: [list(0), list(1), list(0)]),
    Model(opType: "Slice", integers: [list(0), list(.max), list(-4), list(-1)]),
    Model(opType: "Pad", integers: [list(1, 0, 0, 0, 0, 0, 0, 0)]),
    Model(opType: "Tile", integers: [list(2, 1, 1, 1)]),
    Model(opType: "Expand", integers: [list(2, 3, 4, 4)]),
    Model(opType: "Expand", integers: [list(1, 1, 3, 4, 4)]),
    Model(opType: "Reshape", integers: [list(-1, 4, 4)]),
    Model(opType: "Reshape", integers: [list(1, -1)]),
    Model(opType: "Reshape", integers: [list(48, -1)]),
    Model(opType: "Reshape", integers: [list(-1)]),
    Model(opType: "Flatten", attributes: ["axis": .int(0)]),
    Model(opType: "Flatten", attributes: ["axis": .int(2)]),
    Model(opType: "Squeeze"),
    Model(opType: "Unsqueeze", integers: [list(0)]),
    Model(opType: "ReduceMean"),
    Model(opType: "ReduceMean", attributes: ["axes": .ints([0, 2])]),
    Model(opType: "Add", floats: [ones(2, 3, 4, 4)]),
    Model(opType: "Add", floats: [ones(1, 1, 3, 4, 4)]),
    Model(opType: "Gemm", shape: [4], floats: [ones(4, 2), ones(2, 1)]),
    Model(opType: "Gemm", shape: [4], floats: [ones(4, 2), ones(3, 2)]),
    Model(opType: "LayerNormalization", attributes: ["axis": .int(0)], floats: [ones(4)]),
    Model(opType: "Resize", floats: [Tensor(shape: [], values: [2])], opset: 10),
  ]

  @Test(arguments: mixing)
  private func whatWouldMixPicturesIsRefusedWithItsNode(_ model: Model) {
    let found = refusal(model.graph)
    #expect(found.hasPrefix("model: node the node: "), "\(found)")
  }

  @Test func theRefusalSaysThatPicturesWouldBeMixed() {
    let found = refusal(Model(opType: "Reshape", integers: [Self.list(1, -1)]).graph)
    #expect(
      found == "model: node the node: the shape [1, -1] for [batch, 3, 4, 4], which does not fit "
        + "or would mix the pictures of a batch, is not supported by this engine")
  }

  @Test func arithmeticThatDependsOnTheBatchIsRefused() {
    let graph = Graph(
      name: "model", opset: 13,
      nodes: [
        .init(opType: "Shape", name: "shape", inputs: ["in"], outputs: ["s"]),
        .init(opType: "Add", name: "the node", inputs: ["s", "one"], outputs: ["t"]),
        .init(opType: "Reshape", name: "reshape", inputs: ["in", "t"], outputs: ["out"]),
      ], initializers: [:], inputs: [.init(name: "in", shape: [.named("batch"), .fixed(3)])],
      outputs: [.init(name: "out", shape: [])], metadata: [:],
      integerInitializers: ["one": Self.list(1)])
    #expect(
      refusal(graph) == "model: node the node: Add of the batch's size or so large numbers is not "
        + "supported by this engine")
  }

  @Test func oneValueAPictureHasNoChannels() {
    var graph = Model(opType: "BatchNormalization", floats: (0..<4).map { _ in Self.ones(1) }).graph
    graph.nodes[0].inputs[0] = "mean"
    graph.nodes.insert(
      .init(
        opType: "ReduceMean", name: "mean", inputs: ["in"], outputs: ["mean"],
        attributes: ["axes": .ints([1, 2, 3]), "keepdims": .int(0)]), at: 0)
    #expect(refusal(graph).contains("the node: [batch] is not supported"))
  }

  @Test func integersThatWouldFillTheMemoryAreRefused() {
    let target = IntegerTensor(shape: [2], values: [1 << 20, 1 << 5])
    var graph = Model(opType: "Expand", integers: [Self.list(7), target]).graph
    graph.nodes[0].inputs.removeFirst()
    graph.nodes.append(
      .init(opType: "Reshape", name: "reshape", inputs: ["in", "out"], outputs: ["result"]))
    graph.outputs[0].name = "result"
    #expect(refusal(graph).contains("the node: a result of [1048576, 32], more than 65536 values"))
  }

  @Test func whatTheOutputDoesNotNeedIsNotAskedFor() {
    var graph = Model(opType: "Relu").graph
    graph.nodes.append(.init(opType: "LSTM", name: "aside", inputs: ["in"], outputs: ["more"]))
    graph.outputs.append(.init(name: "more", shape: []))
    #expect(refusal(graph) == "accepted")
  }
}
