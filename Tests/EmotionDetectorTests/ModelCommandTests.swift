import Foundation
import NeuralNetwork
import Programs
import Testing

@Suite struct ModelCommandTests {
  @Test func inspectShowsWhatIsInAModel() throws {
    let folder = try TemporaryFolder()
    let model = try folder.file("m.onnx", TestModel.bytes())
    let outcome = try Program.run(["model", "inspect", model])
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    for text in [
      "input [batch, 1, 48, 48] float32", "output [batch, 7]", "1 Gemm", "parameters     14",
      "multiply-adds  7", "labels = \(TestModel.labels)",
    ] { #expect(outcome.output.contains(text), "\(text) is missing in\n\(outcome.output)") }

    let object = try #require(try Program.run(["model", "inspect", "--json", model]).objects.first)
    #expect(object["parameters"] as? Int == 14 && object["multiply_adds"] as? Int == 7)
    #expect((object["metadata"] as? [String: String])?["labels"] == TestModel.labels)
    #expect((object["operators"] as? [String: Int])?["Softmax"] == 1)
  }

  @Test func runWritesTheModelsProbabilities() throws {
    let folder = try TemporaryFolder()
    let model = try folder.file("m.onnx", TestModel.bytes())
    let levels: [Float] = [0, 100, 200]
    let values = levels.flatMap { [Float](repeating: $0, count: 48 * 48) }
    let pictures = Tensor(shape: [3, 1, 48, 48], values: values)
    let input = try folder.file("in.npy", NumPyFile.encode(pictures))
    let output = "\(folder.path)/out.npy"
    let outcome = try Program.run(["model", "run", model, "--input", input, "--output", output])
    #expect(outcome.status == 0 && outcome.error.isEmpty && outcome.output.isEmpty)
    let found = try NumPyFile.read(output)
    #expect(found.shape == [3, 7])
    for (picture, level) in levels.enumerated() {
      // Happy's logit is a hundredth of the mean level, each other's is minus that.
      let (happy, other) = (exp(level * 0.01), exp(-level * 0.01))
      let wanted = happy / (happy + 6 * other)
      #expect(abs(found.values[picture * 7 + 3] - wanted) < 1e-5)
    }
  }

  @Test func runRefusesWhatDoesNotFitAndLeavesNothingBehind() throws {
    let folder = try TemporaryFolder()
    let model = try folder.file("m.onnx", TestModel.bytes())
    let output = "\(folder.path)/out.npy"
    let small = Tensor(shape: [1, 1, 4, 4], values: [Float](repeating: 0, count: 16))
    let wrong = try folder.file("wrong.npy", NumPyFile.encode(small))
    for (arguments, reason) in [
      ([model, "--input", wrong, "--output", output], "takes [batch, 1, 48, 48]"),
      ([model, "--input", "missing.npy", "--output", output], "No such file"),
      ([wrong, "--input", wrong, "--output", output], "not an intact ONNX model"),
      ([model, "--input", wrong, "--output", wrong], "wrong.npy"),
      ([model, "--input", wrong, "--output", model], "m.onnx"),
    ] {
      let outcome = try Program.run(["model", "run"] + arguments)
      #expect(outcome.status == 1 && !outcome.hasCrashed)
      #expect(outcome.errorLines.count == 1 && outcome.error.contains(reason), "\(outcome.error)")
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["m.onnx", "wrong.npy"])
  }
}
