import Foundation
import Kernels
import NeuralNetwork
import Randomness
import Testing
import Training

/// The trainer and the engine meet in the file: they must agree on what is in it.
@Suite struct ModelExportTests {
  /// A network whose batch norms have seen some data.
  private func trainedModel(
    _ random: inout SplitMix64, _ architecture: Architecture = .classic
  ) throws -> Model {
    let model = try architecture.makeModel(
      labels: ["a", "b", "c"], dropout: [0.3], seed: 6)
    for step in 0..<3 {
      _ = model.forward(input(4, &random), Pass(.training(step: step), threads: 2))
    }
    for parameter in model.statistics where parameter.name.hasSuffix("mean") {
      parameter.values.values = parameter.values.values.map { $0 * 40 }
    }
    return model
  }

  private func input(_ batch: Int, _ random: inout SplitMix64) -> FeatureMap {
    let shape = FeatureShape(channels: 1, height: 48, width: 48)
    let levels = (0..<(batch * shape.count)).map { _ in Float(random.uniform(0...255)) }
    return FeatureMap(shape, batch: batch, storage: FloatBuffer(levels))
  }

  @Test(arguments: Architecture.all.map(\.name), [(1, 1), (1, 2), (2, 1), (5, 1), (5, 2), (8, 3)])
  func theEngineGivesTheTrainersProbabilities(
    architecture: String, _ size: (batch: Int, threads: Int)
  ) throws {
    let (batch, threads) = size
    var random = SplitMix64(seed: 2)
    let model = try trainedModel(&random, .named(architecture))
    let input = input(batch, &random)
    let logits = model.forward(input, Pass(.evaluation, threads: threads))
    let expected = SoftmaxCrossEntropy()(
      logits, labels: [Int](repeating: 0, count: batch), gradient: nil
    ).probabilities
    let graph = try Graph(onnx: model.graph().serialized(), name: architecture)
    let session = try InferenceSession(graph: graph, threads: threads)
    let output = try session.run(Tensor(shape: [batch, 1, 48, 48], values: input.values))
    #expect(output.shape == [batch, 3])
    for (found, wanted) in zip(output.values, expected.joined()) {
      #expect(abs(found - wanted) < 1e-4)
    }
    if architecture == "classic" {
      #expect(session.multiplyAdds == 117_448_704 + 2304 * 64 + 64 * 64 + 64 * 3)
    }
  }

  @Test func weightsComeBackFromTheFileBitForBit() throws {
    var random = SplitMix64(seed: 3)
    let model = try trainedModel(&random)
    let graph = try Graph(onnx: model.graph().serialized(), name: "classic")
    let other = try Architecture.classic.makeModel(
      labels: ["a", "b", "c"], dropout: [0], seed: 99)
    try other.loadWeights(from: graph)
    for (a, b) in zip(
      model.parameters + model.statistics, other.parameters + other.statistics)
    {
      #expect(a.values.values == b.values.values, "\(a.name)")
    }
  }

  @Test(arguments: [["a", "b"], ["b", "a", "c"], ["a", "b", "d"], ["a", "b", "c", "d"]])
  func otherClassesGetAFreshClassifierOnTheOldLayers(_ classes: [String]) throws {
    var random = SplitMix64(seed: 5)
    let model = try trainedModel(&random)
    let graph = try Graph(onnx: model.graph().serialized(), name: "classic")
    let other = try Architecture.classic.makeModel(labels: classes, dropout: [0], seed: 99)
    let untouched = try Architecture.classic.makeModel(labels: classes, dropout: [0], seed: 99)
    let fresh = try other.loadWeights(from: graph)
    #expect(fresh.map(\.name) == ["classifier.weight", "classifier.bias"])
    for (index, parameter) in (other.parameters + other.statistics).enumerated() {
      let isFresh = parameter.name.hasPrefix("classifier.")
      let expected = (isFresh ? untouched : model)
      let values = (expected.parameters + expected.statistics)[index].values.values
      #expect(parameter.values.values == values, "\(parameter.name)")
    }
  }

  @Test func theSameClassesLeaveNothingFresh() throws {
    let model = try Architecture.classic.makeModel(labels: ["a", "b"], dropout: [0], seed: 1)
    let other = try Architecture.classic.makeModel(labels: ["a", "b"], dropout: [0], seed: 2)
    #expect(try other.loadWeights(from: model.graph()).isEmpty)
  }

  @Test func weightsOfAnotherShapeAreRefusedByNameAndNothingChanges() throws {
    let model = try Architecture.classic.makeModel(labels: ["a", "b"], dropout: [0], seed: 1)
    var graph = model.graph()
    graph.initializers["dense2.dense.weight"] = Tensor(shape: [1], values: [1])
    let other = try Architecture.classic.makeModel(
      labels: ["a", "b", "c"], dropout: [0], seed: 1)
    let before = other.parameters.map(\.values.values)
    #expect { try other.loadWeights(from: graph) } throws: {
      "\($0)".contains("dense2.dense.weight")
    }
    #expect(other.parameters.map(\.values.values) == before)
  }

  @Test func theFileSaysWhatItIs() throws {
    let model = try Architecture.classic.makeModel(labels: ["a", "b"], dropout: [0], seed: 1)
    let graph = try Graph(
      onnx: model.graph(metadata: ["epoch": "3"]).serialized(), name: "classic")
    #expect(graph.metadata["labels"] == "a,b")
    #expect(graph.metadata["input_range"] == "0..255")
    #expect(graph.metadata["architecture"] == "classic")
    #expect(graph.metadata["epoch"] == "3")
  }
}
