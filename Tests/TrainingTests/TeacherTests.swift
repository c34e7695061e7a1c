import Kernels
import NeuralNetwork
import Randomness
import Testing
import Training

@Suite struct TeacherTests {
  private func model(_ labels: [String], seed: UInt64) throws -> Model {
    try Architecture.classic.makeModel(labels: labels, dropout: [0], seed: seed)
  }

  private func input() -> FeatureMap {
    var random = SplitMix64(seed: 4)
    let shape = FeatureShape(channels: 1, height: 48, width: 48)
    let levels = (0..<(3 * shape.count)).map { _ in Float(random.uniform(0...255)) }
    return FeatureMap(shape, batch: 3, storage: FloatBuffer(levels))
  }

  private let distillation = Distillation(share: 0.5, temperature: 2)

  @Test func itsProbabilitiesComeInTheStudentsOrder() throws {
    let master = try model(["a", "b", "c"], seed: 1)
    let logits = master.forward(input(), Pass(.evaluation, threads: 1))
    let wanted = SoftmaxCrossEntropy()(logits, labels: [0, 0, 0], gradient: nil).probabilities
    let teacher = try Teacher(
      master.graph(), of: model(["c", "a", "b"], seed: 2), distillation, threads: 1)
    let found = try teacher.probabilities(of: input())
    for (found, wanted) in zip(found, wanted) {
      for (value, reference) in zip(found, [wanted[2], wanted[0], wanted[1]]) {
        #expect(abs(value - reference) < 1e-4)
      }
    }
  }

  @Test func aModelWithOtherClassesOrInputIsRefused() throws {
    let student = try model(["a", "b"], seed: 2)
    #expect(throws: TrainingError.self) {
      try Teacher(model(["a", "x"], seed: 1).graph(), of: student, distillation, threads: 1)
    }
    var graph = try model(["a", "b"], seed: 1).graph()
    graph.metadata["input_range"] = "0..1"
    #expect(throws: TrainingError.self) {
      try Teacher(graph, of: student, distillation, threads: 1)
    }
    graph.metadata["input_range"] = "0..255"
    graph.inputs[0].shape[2] = .fixed(64)
    #expect(throws: TrainingError.self) {
      try Teacher(graph, of: student, distillation, threads: 1)
    }
  }

  @Test func aStudentOfNothingButItsTeacherComesToSayTheSame() throws {
    var random = SplitMix64(seed: 5)
    let layer = Dense("student", inputs: 4, outputs: 3, random: &random)
    let optimizer = SGD(layer.parameters, learningRate: 0.5)
    let features = FeatureMap(
      FeatureShape(channels: 4), batch: 2, storage: FloatBuffer([1, 0, 2, -1, 0, 1, 1, 1]))
    let lessons: [[Float]] = [[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]]
    let pass = Pass(.training(step: 0), threads: 1)
    for _ in 0..<300 {
      let logits = layer.forward(features, pass)
      let gradient = FeatureMap(logits.shape, batch: 2)
      var result = SoftmaxCrossEntropy()(logits, labels: [1, 1], gradient: gradient)
      Distillation(share: 1, temperature: 1)(
        logits, teacher: lessons, result: &result, gradient: gradient)
      _ = layer.backward(gradient, pass, wanted: .parameters)
      optimizer.update(threads: 2)
    }
    let logits = layer.forward(features, pass)
    let found = SoftmaxCrossEntropy()(logits, labels: [1, 1], gradient: nil).probabilities
    for (found, wanted) in zip(found.joined(), lessons.joined()) {
      #expect(abs(found - wanted) < 1e-3)
    }
  }
}
