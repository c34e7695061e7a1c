import Foundation
import Imaging
import NeuralNetwork

/// Reads expressions: a network together with its labels and the way faces are fed to it.
///
/// Not to be used by two threads at once.
package final class EmotionClassifier {
  /// The network's input is refused beyond this, in pixels of a side.
  private static let greatestSide = 1024

  /// The classes, in the order of the probabilities.
  package let labels: [String]
  /// How a face becomes the network's input.
  package let crop: FaceCrop
  private let model: String
  private let range: InputRange
  private let session: InferenceSession
  /// The batch a model insists on; nil where any will do.
  private let fixedBatch: Int?
  /// Whether the network ends before its softmax, so that it is taken here.
  private let needsSoftmax: Bool

  /// - Parameters:
  ///   - path: an ONNX file with one input [batch, 1, height, width] and one output
  ///     [batch, classes].
  ///   - labels: the classes' names, for a model whose metadata lack them; they win over metadata.
  ///   - range: what the model wants gray levels to be, likewise.
  ///   - threads: most threads to compute with.
  /// - Throws: ``RecognitionError``, or the network's own error where the file can't be read.
  package convenience init(
    modelAt path: String, labels: [String]? = nil, range: InputRange? = nil, threads: Int
  ) throws {
    try self.init(
      Graph(contentsOf: path), named: path, labels: labels, range: range, threads: threads)
  }

  /// - Parameter model: what the model is called in messages; the others as above.
  package init(
    _ graph: Graph, named model: String, labels: [String]? = nil, range: InputRange? = nil,
    threads: Int
  ) throws {
    self.model = model
    let input = try ModelInput(of: graph, model: model, greatestSide: Self.greatestSide)
    crop = FaceCrop(width: input.width, height: input.height)
    fixedBatch = input.batch
    self.labels = try Self.labels(of: graph, model: model, given: labels)
    self.range = try Self.range(of: graph, model: model, given: range)
    needsSoftmax = !graph.endsInSoftmax
    session = try InferenceSession(graph: graph, threads: threads)
    // One pass tells what the file only may: how many classes come out.
    let blank = GrayImage(width: crop.width, height: crop.height, filledWith: 128)
    _ = try probabilities(of: [blank])
  }

  /// The probabilities of each face, in the order given.
  ///
  /// - Parameters:
  ///   - faces: boxes in the picture's pixels.
  ///   - image: full-range gray levels.
  /// - Returns: for each face a probability a label, 0...1, sum 1.
  /// - Throws: ``RecognitionError/notFinite(model:)``, or the network's own error.
  package func classify(_ faces: [Rect], in image: GrayImage) throws -> [[Float]] {
    try probabilities(of: faces.map { crop($0, in: image) })
  }

  /// The probabilities of pictures that are face crops already, of the crop's size.
  package func probabilities(of crops: [GrayImage]) throws -> [[Float]] {
    guard let fixedBatch, fixedBatch != crops.count else { return try run(crops) }
    return try stride(from: 0, to: crops.count, by: fixedBatch).flatMap { start in
      let part = crops[start..<min(start + fixedBatch, crops.count)]
      // A model of a fixed batch gets its last one filled up.
      let fill = Array(repeating: crops[start], count: fixedBatch - part.count)
      return try run(Array(part) + fill).prefix(part.count)
    }
  }

  private func run(_ crops: [GrayImage]) throws -> [[Float]] {
    guard !crops.isEmpty else { return [] }
    let values = crops.flatMap { $0.pixels.map { range($0) } }
    let output = try session.run(
      Tensor(shape: [crops.count, 1, crop.height, crop.width], values: values))
    try check(output, faces: crops.count)
    let classes = labels.count
    return (0..<crops.count).map { face in
      let row = Array(output.values[face * classes..<(face + 1) * classes])
      return needsSoftmax ? softmax(row) : row
    }
  }

  private func check(_ output: Tensor, faces: Int) throws {
    let classes = output.shape.dropFirst().reduce(1, *)
    guard output.shape.count >= 2, output.shape[0] == faces, classes > 0 else {
      throw RecognitionError.unusableOutput(
        model: model, reason: "the output for \(faces) faces has the shape \(output.shape)")
    }
    guard classes == labels.count else {
      throw RecognitionError.wrongLabelCount(model: model, labels: labels, classes: classes)
    }
    guard output.values.allSatisfy(\.isFinite) else {
      throw RecognitionError.notFinite(model: model)
    }
  }

  private static func labels(
    of graph: Graph, model: String, given: [String]?
  ) throws -> [String] {
    let stated = graph.metadata["labels"].map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
    }
    guard let labels = given ?? stated else { throw RecognitionError.unknownLabels(model: model) }
    guard !labels.contains(""), Set(labels).count == labels.count else {
      throw RecognitionError.unusableLabels(labels: labels)
    }
    return labels
  }

  private static func range(
    of graph: Graph, model: String, given: InputRange?
  ) throws -> InputRange {
    let stated = graph.metadata["input_range"]
    guard let range = given ?? stated.flatMap(InputRange.init(rawValue:)) else {
      throw RecognitionError.unknownInputRange(model: model, stated: stated)
    }
    return range
  }
}

/// `exp(x - max) / sum of exp(x - max)`.
private func softmax(_ values: [Float]) -> [Float] {
  let greatest = values.max() ?? 0
  let powers = values.map { exp($0 - greatest) }
  let sum = powers.reduce(0, +)
  return powers.map { $0 / sum }
}
