import NeuralNetwork
import Testing

/// Models that are cut off, changed or impossible: an error in words, never a crash.
@Suite struct BrokenModelTests {
  /// Reads a model and runs it on zeros; whether that worked.
  @discardableResult
  private func run(_ bytes: [UInt8]) throws -> Bool {
    do {
      let session = try InferenceSession(graph: Graph(onnx: bytes, name: "broken"), threads: 1)
      let shape = [1] + session.inputShape
      guard shape.reduce(1, *) < 1 << 20, session.multiplyAdds < 1 << 24 else { return false }
      _ = try session.run(
        Tensor(shape: shape, values: [Float](repeating: 0, count: shape.reduce(1, *))))
      return true
    } catch let error as NeuralNetworkError {
      #expect("\(error)".hasPrefix("broken: "))
      return false
    }
  }

  @Test func aModelCutOffAnywhereNeverCrashes() throws {
    let bytes = Golden.model("a classic stage").onnx
    #expect(try run(bytes))
    var worked = 0
    for count in 0..<bytes.count where try run(Array(bytes[..<count])) { worked += 1 }
    // What is cut off at the very end may be the metadata or the version alone.
    #expect(worked < 40)
  }

  @Test(arguments: [
    "a classic stage", "reshape", "squeeze, unsqueeze", "max 3x2 padded", "conv same upper",
    "gemm, alpha, beta", "a constant a row", "conv in groups", "clip", "constants as nodes",
  ])
  func aModelWithChangedBytesNeverCrashes(name: String) throws {
    let bytes = Golden.model(name).onnx
    var random = SplitMix64(seed: 8)
    var refused = 0
    for _ in 0..<400 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        changed[Int.random(in: 0..<changed.count, using: &random)] =
          [0, 1, 127, 128, 255, UInt8.random(in: 0...255, using: &random)]
          .randomElement(using: &random) ?? 0
      }
      if try !run(changed) { refused += 1 }
    }
    #expect(refused > 20)
  }

  /// A one-node model whose attributes and constants the test chooses.
  private func model(
    _ opType: String, shape: [Int], attributes: [String: Graph.Attribute] = [:],
    constants: [String: Tensor] = [:], integers: [String: IntegerTensor] = [:]
  ) -> Graph {
    Graph(
      name: "broken", opset: 13,
      nodes: [
        .init(
          opType: opType, name: "the node",
          inputs: ["in"] + constants.keys.sorted() + integers.keys.sorted(), outputs: ["out"],
          attributes: attributes)
      ], initializers: constants,
      inputs: [.init(name: "in", shape: [.named("batch")] + shape.map { .fixed($0) })],
      outputs: [.init(name: "out", shape: [])], metadata: [:], integerInitializers: integers)
  }

  private func refusal(_ graph: Graph) -> String {
    do {
      _ = try InferenceSession(graph: graph, threads: 1)
      return "accepted"
    } catch { return "\(error)" }
  }

  @Test func whatIsNotSupportedIsNamedWithItsNode() {
    let unknown = refusal(model("Einsum", shape: [3]))
    #expect(unknown.contains("the node") && unknown.contains("operator Einsum"))
    let attribute = refusal(model("Relu", shape: [3], attributes: ["beta": .float(1)]))
    #expect(attribute.contains("the node") && attribute.contains("attribute beta"))
  }

  @Test func shapesThatDoNotFitAreRefusedAtLoad() {
    let kernel = Tensor(shape: [2, 3, 3, 3], values: [Float](repeating: 1, count: 54))
    #expect(refusal(model("Conv", shape: [3, 4, 4], constants: ["w": kernel])) == "accepted")
    #expect(
      refusal(model("Conv", shape: [2, 4, 4], constants: ["w": kernel])).contains("do not fit"))
    #expect(
      refusal(model("Conv", shape: [3, 2, 2], constants: ["w": kernel])).contains("larger than"))
    let matrix = Tensor(shape: [4, 2], values: [Float](repeating: 1, count: 8))
    #expect(refusal(model("MatMul", shape: [4], constants: ["w": matrix])) == "accepted")
    #expect(refusal(model("MatMul", shape: [5], constants: ["w": matrix])) != "accepted")
    let target = IntegerTensor(shape: [2], values: [0, 7])
    #expect(refusal(model("Reshape", shape: [6], integers: ["s": target])) != "accepted")
  }

  @Test func sizesThatWouldExhaustMemoryAreRefusedAtLoad() {
    let huge = 1 << 20
    #expect(refusal(model("Relu", shape: [huge, huge])) != "accepted")
    #expect(refusal(model("Relu", shape: [.max, .max])) != "accepted")
    let kernel = Tensor(shape: [64, 1, 1, 1], values: [Float](repeating: 1, count: 64))
    let refused = refusal(
      model(
        "Conv", shape: [1, 1000, 1000],
        attributes: ["pads": .ints([1_000_000, 1_000_000, 1_000_000, 1_000_000])],
        constants: ["w": kernel]))
    #expect(refused.contains("the node"), "\(refused)")
  }

  @Test(arguments: ["linear", "cubic"], [1 << 16, 1 << 26])
  func tablesOfAnEndlessResizeAreRefused(mode: String, side: Int) {
    let graph = Graph(
      name: "broken", opset: 18,
      nodes: [
        .init(
          opType: "Resize", name: "the node", inputs: ["in", "", "", "sizes"], outputs: ["out"],
          attributes: ["mode": .string(mode), "axes": .ints([2, 3])])
      ],
      initializers: [:],
      inputs: [
        .init(name: "in", shape: [.named("batch"), .fixed(1), .fixed(1), .fixed(1)])
      ], outputs: [.init(name: "out", shape: [])], metadata: [:],
      integerInitializers: ["sizes": IntegerTensor(shape: [2], values: [1, side])])
    let refused = refusal(graph)
    #expect(side == 1 << 16 ? refused == "accepted" : refused.contains("the node"), "\(refused)")
  }

  @Test func aThousandAxesPaddedByAMillionTakeNoMemory() {
    let axes = 1000
    let graph = Graph(
      name: "broken", opset: 13,
      nodes: [
        .init(
          opType: "Pad", name: "the node", inputs: ["c", "pads"], outputs: ["padded"],
          attributes: ["mode": .string("edge")]),
        .init(opType: "Add", name: "sum", inputs: ["in", "padded"], outputs: ["out"]),
      ],
      initializers: ["c": Tensor(shape: [Int](repeating: 1, count: axes), values: [1])],
      inputs: [.init(name: "in", shape: [.named("batch"), .fixed(3)])],
      outputs: [.init(name: "out", shape: [])], metadata: [:],
      integerInitializers: [
        "pads": IntegerTensor(
          shape: [2 * axes], values: [Int](repeating: 1_000_000, count: 2 * axes))
      ])
    #expect(refusal(graph).contains("the node"))
  }

  @Test(arguments: [
    ("missing.onnx", "No such file"), ("/dev/null", "is a device"), ("/", "is a folder"),
  ])
  func filesThatAreNoneAreRefusedInWords(path: String, reason: String) {
    #expect {
      try Graph(contentsOf: path)
    } throws: {
      "\($0)".contains(path) && "\($0)".contains(reason)
    }
  }
}
