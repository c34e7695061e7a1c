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

  private func teacher(
    _ graphs: [Graph], of classes: [String], share: Float = 0.5
  ) throws -> Teacher {
    try Teacher(
      graphs, classes: classes, shape: FeatureShape(channels: 1, height: 48, width: 48),
      Distillation(share: share, temperature: 2), threads: 1)
  }

  @Test func itsProbabilitiesComeInTheStudentsOrder() throws {
    let master = try model(["a", "b", "c"], seed: 1)
    let logits = master.forward(input(), Pass(.evaluation, threads: 1))
    let wanted = SoftmaxCrossEntropy()(logits, labels: [0, 0, 0], gradient: nil).probabilities
    let found = try teacher([master.graph()], of: ["c", "a", "b"]).probabilities(of: input())
    for (found, wanted) in zip(found, wanted) {
      for (value, reference) in zip(found, [wanted[2], wanted[0], wanted[1]]) {
        #expect(abs(value - reference) < 1e-4)
      }
    }
  }

  @Test func aModelWithOtherClassesOrInputIsRefused() throws {
    #expect(throws: TrainingError.self) {
      try teacher([model(["a", "x"], seed: 1).graph()], of: ["a", "b"])
    }
    var graph = try model(["a", "b"], seed: 1).graph()
    graph.metadata["input_range"] = "0..1"
    #expect(throws: TrainingError.self) {
      try teacher([graph], of: ["a", "b"])
    }
    graph.metadata["input_range"] = "0..255"
    graph.inputs[0].shape[2] = .fixed(64)
    #expect(throws: TrainingError.self) {
      try teacher([graph], of: ["a", "b"])
    }
  }

  @Test func severalTeachersSayTheirMean() throws {
    let graphs = try [model(["a", "b"], seed: 1).graph(), model(["b", "a"], seed: 2).graph()]
    let both = try teacher(graphs, of: ["a", "b"]).probabilities(of: input())
    let each = try graphs.map { try teacher([$0], of: ["a", "b"]).probabilities(of: input()) }
    for (picture, row) in both.enumerated() {
      for (index, value) in row.enumerated() {
        #expect(abs(value - (each[0][picture][index] + each[1][picture][index]) / 2) < 1e-6)
      }
    }
  }

  @Test func targetsHaveTheTeachersMeanOverThePictureAndItsMirrorImage() throws {
    let folder = try TemporaryFolder()
    try folder.writeDataSet(classes: ["left", "right"], count: 35)
    let pictures = try LabeledPictures.load(folder.path, threads: 1)
    let graph = try model(pictures.classes, seed: 3).graph()
    let teacher = try teacher([graph], of: pictures.classes)
    let taught = try pictures.withTargets(from: teacher, share: 0.25)
    #expect(taught.labels == pictures.labels)
    for picture in [0, 1, 63, 64, 69] {
      let plain = pictures.picture(picture)
      var mirrored = plain
      for row in 0..<48 {
        for column in 0..<48 {
          mirrored.pixels[row * 48 + column] = plain.pixels[row * 48 + 47 - column]
        }
      }
      let levels = (plain.pixels + mirrored.pixels).map(Float.init)
      let views = try teacher.probabilities(
        of: FeatureMap(
          FeatureShape(channels: 1, height: 48, width: 48), batch: 2, storage: FloatBuffer(levels)))
      for index in pictures.classes.indices {
        let wanted =
          0.75 * pictures.targets[picture][index] + 0.25 * (views[0][index] + views[1][index]) / 2
        #expect(abs(taught.targets[picture][index] - wanted) < 1e-5)
      }
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
