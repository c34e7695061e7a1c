import NeuralNetwork

/// Finished models whose mean probabilities another one learns from.
package final class Teacher {
  /// What the teacher looks at.
  package enum View: String, Codable, Sendable, CaseIterable {
    /// What the student sees: each batch, augmented.
    case augmented
    /// Each training picture and its mirror image, once and as they are: the student learns to say
    /// of a picture that is shifted, turned or noisy what is said of the picture itself.
    case original
  }

  /// A model, and where each of the student's classes stands in its output.
  private struct Member {
    var session: InferenceSession
    var order: [Int]
  }

  private let members: [Member]
  private let distillation: Distillation

  /// - Parameters:
  ///   - graphs: models that take gray levels 0-255 and have their classes in their metadata.
  ///   - classes: the student's, in its order.
  ///   - shape: of the student's pictures.
  ///   - distillation: how much, and how softened.
  ///   - threads: greatest number of threads.
  /// - Throws: `TrainingError.unusableTeacher` where input or classes are not the student's, and the
  ///   engine's errors.
  package init(
    _ graphs: [Graph], classes: [String], shape: FeatureShape, _ distillation: Distillation,
    threads: Int
  ) throws {
    precondition(!graphs.isEmpty, "no teacher")
    members = try graphs.map { graph in
      try Self.check(graph, shape: shape)
      return Member(
        session: try InferenceSession(graph: graph, threads: threads),
        order: try Self.order(of: classes, in: graph))
    }
    self.distillation = distillation
  }

  private static func order(of classes: [String], in graph: Graph) throws -> [Int] {
    let labels = graph.labels
    guard Set(labels) == Set(classes), labels.count == classes.count else {
      let known = labels.isEmpty ? "no classes" : labels.joined(separator: ", ")
      throw TrainingError.unusableTeacher(
        model: graph.name, reason: "it knows \(known), not \(classes.joined(separator: ", "))")
    }
    return classes.compactMap { labels.firstIndex(of: $0) }
  }

  private static func check(_ graph: Graph, shape: FeatureShape) throws {
    func unusable(_ reason: String) -> TrainingError {
      .unusableTeacher(model: graph.name, reason: reason)
    }
    guard graph.metadata["input_range"] == "0..255" else {
      throw unusable("its metadata don't say that it takes gray levels 0..255 (input_range)")
    }
    let wanted: [Graph.Dimension] = [
      .fixed(shape.channels), .fixed(shape.height), .fixed(shape.width),
    ]
    guard graph.inputs.count == 1, Array(graph.inputs[0].shape.dropFirst()) == wanted else {
      throw unusable(
        "it takes \(graph.inputs.map(\.title).joined(separator: ", ")), not pictures of "
          + "\(shape.width)x\(shape.height)")
    }
  }

  /// The mean of the models' probabilities of pictures [batch, height, width, 1], in the order of
  /// the student's classes.
  package func probabilities(of input: FeatureMap) throws -> [[Float]] {
    var sums = [[Float]](
      repeating: [Float](repeating: 0, count: members[0].order.count), count: input.batch)
    for member in members {
      for (picture, row) in try member.session.probabilities(of: input).enumerated() {
        for (index, place) in member.order.enumerated() { sums[picture][index] += row[place] }
      }
    }
    return sums.map { row in row.map { $0 / Float(members.count) } }
  }

  /// Blends the lesson into a batch's loss and gradient; see ``Distillation``.
  func teach(
    _ probabilities: [[Float]], _ logits: FeatureMap,
    result: inout SoftmaxCrossEntropy.Result, gradient: FeatureMap
  ) {
    distillation(logits, teacher: probabilities, result: &result, gradient: gradient)
  }
}
