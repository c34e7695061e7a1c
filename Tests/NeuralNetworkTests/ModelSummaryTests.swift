import NeuralNetwork
import Testing

@Suite struct ModelSummaryTests {
  @Test func aModelIsCounted() throws {
    let golden = Golden.model("a classic stage")
    let summary = ModelSummary(try Graph(onnx: golden.onnx, name: golden.name))
    #expect(summary.opset == 13)
    #expect(summary.inputs.map(\.title) == ["image [N, 1, 8, 8]"])
    #expect(
      summary.operators.prefix(3).map { "\($0.count) \($0.opType)" }
        == ["2 BatchNormalization", "2 Relu", "1 Conv"])
    // Factor and offset, 5 filters with bias and norm, dropout's ratio, dense 80 to 7 with both.
    #expect(summary.parameters == 2 + (5 * 9 + 5 + 20) + 1 + (7 * 80 + 7 + 28))
    #expect(summary.multiplyAdds == 5 * 9 * 64 + 7 * 80)
    #expect(summary.obstacle == nil)
  }

  @Test func aModelThatCanNotRunSaysWhy() {
    let graph = Graph(
      name: "foreign", opset: 13,
      nodes: [.init(opType: "LSTM", name: "cell", inputs: ["in"], outputs: ["out"])],
      initializers: [:], inputs: [.init(name: "in", shape: [.named("batch"), .fixed(3)])],
      outputs: [.init(name: "out", shape: [])], metadata: [:])
    let summary = ModelSummary(graph)
    #expect(summary.multiplyAdds == nil)
    #expect(summary.obstacle?.contains("LSTM") == true)
  }
}
