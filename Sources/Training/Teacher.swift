import NeuralNetwork

/// A finished model whose probabilities another one learns from.
package final class Teacher {
  private let session: InferenceSession
  private let distillation: Distillation
  /// Where each of the student's classes stands in the teacher's output.
  private let order: [Int]

  /// - Parameters:
  ///   - graph: a model that takes gray levels 0-255 and has its classes in its metadata.
  ///   - student: who learns.
  ///   - distillation: how much, and how softened.
  ///   - threads: greatest number of threads.
  /// - Throws: `TrainingError.unusableTeacher` where input or classes are not the student's, and the
  ///   engine's errors.
  package init(
    _ graph: Graph, of student: Model, _ distillation: Distillation, threads: Int
  ) throws {
    func unusable(_ reason: String) -> TrainingError {
      .unusableTeacher(model: graph.name, reason: reason)
    }
    let labels = graph.labels
    guard Set(labels) == Set(student.labels), labels.count == student.labels.count else {
      throw unusable(
        "it knows \(labels.isEmpty ? "no classes" : labels.joined(separator: ", ")), not "
          + student.labels.joined(separator: ", "))
    }
    guard graph.metadata["input_range"] == "0..255" else {
      throw unusable("its metadata don't say that it takes gray levels 0..255 (input_range)")
    }
    let shape = student.inputShape
    let wanted: [Graph.Dimension] = [
      .fixed(shape.channels), .fixed(shape.height), .fixed(shape.width),
    ]
    guard graph.inputs.count == 1, Array(graph.inputs[0].shape.dropFirst()) == wanted else {
      throw unusable(
        "it takes \(graph.inputs.map(\.title).joined(separator: ", ")), not pictures of "
          + "\(shape.width)x\(shape.height)")
    }
    order = student.labels.compactMap { labels.firstIndex(of: $0) }
    self.distillation = distillation
    session = try InferenceSession(graph: graph, threads: threads)
  }

  /// The teacher's probabilities of pictures [batch, height, width, 1], in the order of the
  /// student's classes.
  package func probabilities(of input: FeatureMap) throws -> [[Float]] {
    try session.probabilities(of: input).map { row in order.map { row[$0] } }
  }

  /// Blends the lesson into a batch's loss and gradient; see ``Distillation``.
  func teach(
    _ probabilities: [[Float]], _ logits: FeatureMap,
    result: inout SoftmaxCrossEntropy.Result, gradient: FeatureMap
  ) {
    distillation(logits, teacher: probabilities, result: &result, gradient: gradient)
  }
}
