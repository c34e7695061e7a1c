import NeuralNetwork
import Randomness
import Testing
import Training

@Suite struct TemperatureScalingTests {
  /// Right as often as it is sure.
  private let honest = [[Float]](repeating: [0.75, 0.25], count: 4)
  private let truth = [0, 0, 0, 1]

  @Test func anHonestClassifierNeedsNone() {
    #expect(abs(TemperatureScaling.temperature(of: honest, truth: truth) - 1) < 1e-5)
  }

  @Test(arguments: [0.3, 0.8, 2, 5])
  func confidenceThatWasChangedIsChangedBack(by temperature: Double) {
    let changed = honest.map { TemperatureScaling.apply(1 / temperature, to: $0) }
    let found = TemperatureScaling.temperature(of: changed, truth: truth)
    #expect(abs(found - temperature) < 1e-4 * temperature)
    let evaluation = Evaluation(labels: ["a", "b"], probabilities: changed, truth: truth)
    #expect(evaluation.expectedCalibrationError > 0.04)
    #expect(evaluation.cooled(by: found).expectedCalibrationError < 1e-4)
  }

  @Test func certaintyAndErrorGiveFiniteTemperatures() {
    let sure: [[Float]] = [[1, 0], [1, 0]]
    #expect(abs(TemperatureScaling.temperature(of: sure, truth: [1, 1]) - 20) < 0.1)
    let cooled = TemperatureScaling.apply(2, to: [1, 0])
    #expect(cooled[0] > 0.99 && cooled[1] > 0)
  }

  @Test func picturesThatAreAllRightDoNotMakeItSurer() {
    let right: [[Float]] = [[0.8, 0.2], [0.4, 0.6], [0.9, 0.1]]
    #expect(TemperatureScaling.temperature(of: right, truth: [0, 1, 0]) == 1)
    #expect(TemperatureScaling.temperature(of: [[1, 0], [1, 0]], truth: [0, 0]) == 1)
  }

  private func probabilities(of graph: Graph, _ input: Tensor) throws -> [Float] {
    try InferenceSession(graph: graph, threads: 1).run(input).values
  }

  @Test(arguments: Architecture.all.map(\.name))
  func theFileHasTheTemperatureInItsWeights(architecture: String) throws {
    let model = try Architecture.named(architecture).makeModel(
      labels: ["a", "b", "c"], dropout: [0], seed: 3)
    var graph = model.graph()
    var random = SplitMix64(seed: 8)
    let input = Tensor(
      shape: [2, 1, 48, 48],
      values: (0..<(2 * 48 * 48)).map { _ in Float(random.uniform(0...255)) })
    let before = try probabilities(of: graph, input)
    #expect(graph.temperature == 1)
    try graph.divideLogits(by: 2.5)
    try graph.divideLogits(by: 0.8)
    #expect(abs(graph.temperature - 2) < 1e-3)
    let after = try probabilities(of: graph, input)
    for row in 0..<2 {
      let wanted = TemperatureScaling.apply(2, to: Array(before[(row * 3)..<(row * 3 + 3)]))
      for (found, wanted) in zip(after[(row * 3)...], wanted) {
        #expect(abs(found - wanted) < 1e-5)
      }
    }
  }

  @Test func aModelWithAnotherEndIsRefused() {
    var graph = Graph(
      name: "bare", opset: 13,
      nodes: [Graph.Node(opType: "Softmax", name: "", inputs: ["x"], outputs: ["y"])],
      initializers: [:], inputs: [.init(name: "x", shape: [.fixed(1), .fixed(2)])],
      outputs: [.init(name: "y", shape: [.fixed(1), .fixed(2)])], metadata: [:])
    #expect(throws: TrainingError.self) { try graph.divideLogits(by: 2) }
  }
}
