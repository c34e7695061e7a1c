import NeuralNetwork
import Testing

/// Every golden model with bytes, attributes and integers changed: an error in words or a result,
/// never a crash.
@Suite struct HostileModelTests {
  /// Makes a model ready and, where it is small, runs it on zeros; whether that worked.
  @discardableResult
  private func run(_ graph: () throws -> Graph) throws -> Bool {
    do {
      let session = try InferenceSession(graph: graph(), threads: 1)
      let shape = [1] + session.inputShape
      let counts = [shape, session.outputShape].map { $0.reduce(1, *) }
      guard counts.allSatisfy({ $0 < 1 << 20 }), session.multiplyAdds < 1 << 24 else {
        return false
      }
      let zeros = [Float](repeating: 0, count: counts[0])
      _ = try session.run(Tensor(shape: shape, values: zeros))
      return true
    } catch let error as NeuralNetworkError {
      #expect("\(error)".hasPrefix("hostile: "))
      return false
    }
  }

  @Test(arguments: Golden.file.cases)
  func changedBytesNeverCrash(_ golden: Golden.Case) throws {
    var random = SplitMix64(seed: 30)
    for _ in 0..<25 {
      var bytes = golden.onnx
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] =
          [0, 1, 2, 127, 128, 255, UInt8.random(in: 0...255, using: &random)]
          .randomElement(using: &random) ?? 0
      }
      try run { try Graph(onnx: bytes, name: "hostile") }
    }
  }

  /// Numbers that overflow, turn signs, or ask for more memory than there is.
  private static let extremes = [
    Int.min, Int.min + 1, -(1 << 31), -1_000_001, -2, -1, 0, 1, 2, 3, 5, 4096, 999_999, 1 << 26,
    1 << 31, 1 << 40, .max - 1, .max,
  ]

  @Test(arguments: Golden.file.cases)
  func extremeNumbersNeverCrash(_ golden: Golden.Case) throws {
    var original = try Graph(onnx: golden.onnx, name: "hostile")
    original.name = "hostile"
    var random = SplitMix64(seed: 31)
    for _ in 0..<25 {
      var graph = original
      for _ in 0..<Int.random(in: 1...2, using: &random) { change(&graph, &random) }
      try run { graph }
    }
  }

  /// Puts an extreme number into an attribute, an integer constant or a shape.
  private func change(_ graph: inout Graph, _ random: inout SplitMix64) {
    let extreme = Self.extremes.randomElement(using: &random) ?? 0
    func changed(_ values: [Int]) -> [Int] {
      var values = values
      guard let index = values.indices.randomElement(using: &random) else { return [extreme] }
      values[index] = extreme
      return values
    }
    let node = Int.random(in: 0..<graph.nodes.count, using: &random)
    if let name = graph.nodes[node].attributes.keys.sorted().randomElement(using: &random) {
      switch graph.nodes[node].attributes[name] {
      case .int?: graph.nodes[node].attributes[name] = .int(extreme)
      case .float?: graph.nodes[node].attributes[name] = .float(Float(extreme))
      case .ints(let values)?: graph.nodes[node].attributes[name] = .ints(changed(values))
      case .integerTensor(let tensor)?:
        graph.nodes[node].attributes[name] = .integerTensor(
          IntegerTensor(
            shape: tensor.shape, values: tensor.values.isEmpty ? [] : changed(tensor.values)))
      default: break
      }
    }
    if let name = graph.integerInitializers.keys.sorted().randomElement(using: &random),
      let tensor = graph.integerInitializers[name], !tensor.values.isEmpty
    {
      graph.integerInitializers[name] = IntegerTensor(
        shape: tensor.shape, values: changed(tensor.values))
    }
    if Bool.random(using: &random), let name = graph.initializers.keys.sorted().first,
      let tensor = graph.initializers[name]
    {
      graph.initializers[name] = Tensor(shape: [tensor.values.count], values: tensor.values)
    }
    if Bool.random(using: &random) {
      let axis = Int.random(in: 0..<graph.inputs[0].shape.count, using: &random)
      graph.inputs[0].shape[axis] = .fixed(max(extreme, 1))
    }
  }
}
