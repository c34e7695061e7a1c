import EmotionRecognition
import Foundation
import NeuralNetwork

/// A network to be timed.
struct BenchmarkModel {
  /// Its file's name without folder and ending.
  let name: String
  private let graph: Graph
  /// Multiply-adds of one face, counted as plain sums.
  let multiplyAdds: Int
  private let inputShape, outputShape: [Int]

  /// - Throws: what is wrong with the file.
  init(contentsOf file: String) throws {
    name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    graph = try Graph(contentsOf: file)
    let session = try InferenceSession(graph: graph, threads: 1)
    multiplyAdds = session.multiplyAdds
    (inputShape, outputShape) = (session.inputShape, session.outputShape)
  }

  /// A pass of a batch of its own, again and again.
  func pass(batch: Int, threads: Int) throws -> () throws -> Void {
    let session = try InferenceSession(graph: graph, threads: threads)
    let count = batch * inputShape.reduce(1, *)
    // Gray levels without a pattern; what they are does not change the time.
    let values = (0..<count).map { Float(($0 &* 7919) % 256) }
    let input = Tensor(shape: [batch] + inputShape, values: values)
    return { _ = try session.run(input) }
  }

  /// The network with labels; where the file has none, they are numbers.
  func classifier(threads: Int) throws -> EmotionClassifier {
    let classes = outputShape.reduce(1, *)
    return try EmotionClassifier(
      graph, named: name,
      labels: graph.metadata["labels"] == nil ? (0..<classes).map(String.init) : nil,
      range: graph.metadata["input_range"] == nil ? .bytes : nil, threads: threads)
  }
}
