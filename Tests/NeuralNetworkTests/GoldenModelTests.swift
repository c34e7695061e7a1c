import NeuralNetwork
import Testing

/// Every operator against ONNX Runtime.
@Suite struct GoldenModelTests {
  @Test(arguments: Golden.file.cases, [1, 3])
  func resultsAreONNXRuntimes(_ golden: Golden.Case, threads: Int) throws {
    let graph = try Graph(onnx: golden.onnx, name: golden.name)
    let session = try InferenceSession(graph: graph, threads: threads)
    let (found, wanted) = (try session.run(golden.inputTensor), golden.outputTensor)
    #expect(found.shape == wanted.shape)
    for (index, (value, reference)) in zip(found.values, wanted.values).enumerated() {
      #expect(
        abs(value - reference) <= 1e-5 + 1e-5 * abs(reference),
        "value \(index) is \(value), not \(reference)")
    }
  }

  @Test(arguments: Golden.file.cases)
  func aModelThatIsWrittenReadsBackTheSame(_ golden: Golden.Case) throws {
    let graph = try Graph(onnx: golden.onnx, name: golden.name)
    let again = try Graph(onnx: graph.serialized(), name: golden.name)
    #expect(again == graph)
  }

  @Test(arguments: [1, 2, 3, 7, 64, 65, 130])
  func everyPictureOfABatchHasItsOwnResult(batch: Int) throws {
    let golden = Golden.model("a classic stage")
    let session = try InferenceSession(
      graph: Graph(onnx: golden.onnx, name: golden.name), threads: 2)
    var random = SplitMix64(seed: 5)
    let pictures = (0..<batch).map { _ in (0..<64).map { _ in random.nextFloat() } }
    let together = try session.run(
      Tensor(shape: [batch, 1, 8, 8], values: pictures.flatMap { $0 }))
    #expect(together.shape == [batch, 7])
    for (index, picture) in pictures.enumerated() {
      let alone = try session.run(Tensor(shape: [1, 1, 8, 8], values: picture))
      for (a, b) in zip(alone.values, together.values[(7 * index)..<(7 * index + 7)]) {
        #expect(abs(a - b) < 1e-5)
      }
    }
  }

  @Test(arguments: [[1, 8, 8], [2, 1, 8, 9], [0, 1, 8, 8], [], [1, 64]])
  func aBatchOfAnotherShapeIsRefused(shape: [Int]) throws {
    let golden = Golden.model("a classic stage")
    let session = try InferenceSession(
      graph: Graph(onnx: golden.onnx, name: golden.name), threads: 1)
    let values = [Float](repeating: 0, count: shape.reduce(1, *))
    #expect(
      throws: NeuralNetworkError.wrongInput(
        model: golden.name, expected: "[batch, 1, 8, 8]", found: shape)
    ) {
      try session.run(Tensor(shape: shape, values: values))
    }
  }
}
