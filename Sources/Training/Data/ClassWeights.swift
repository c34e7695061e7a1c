/// What each class' pictures count in the loss: Keras' `class_weight`. A teacher's share of the loss
/// counts every picture once.
///
/// In a recipe: `"none"`, `"balanced"` or an object of weights by class.
package enum ClassWeights: Codable, Sendable, Equatable, CustomStringConvertible {
  /// Every picture counts once.
  case equal
  /// `pictures / (classes * pictures of the class)`, so that each class has the same say and a
  /// picture counts once on average (scikit-learn's `balanced`).
  case balanced
  /// By the class' name; others count once.
  case weights([String: Double])

  /// Reads `none`, `balanced` or `angry=1.5,fear=2`.
  ///
  /// - Throws: `TrainingError.invalidOption`.
  package init(_ text: String) throws {
    switch text {
    case "none": self = .equal
    case "balanced": self = .balanced
    default:
      let pairs = try text.split(separator: ",").map { part in
        let sides = part.split(separator: "=", omittingEmptySubsequences: false)
        guard sides.count == 2, let weight = Double(sides[1]) else {
          throw TrainingError.invalidOption(
            "class-weights", reason: "“\(part)” is not balanced, none or such as angry=1.5")
        }
        return (String(sides[0]), weight)
      }
      self = .weights(Dictionary(pairs) { $1 })
    }
    try validate()
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      try self.init(text)
    } else {
      self = .weights(try container.decode([String: Double].self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .equal, .balanced: try container.encode(description)
    case .weights(let weights): try container.encode(weights)
    }
  }

  /// As on the command line, in the order of the names.
  package var description: String {
    switch self {
    case .equal: "none"
    case .balanced: "balanced"
    case .weights(let weights):
      weights.keys.sorted().map { "\($0)=\(weights[$0] ?? 1)" }.joined(separator: ",")
    }
  }

  func validate() throws {
    guard case .weights(let weights) = self else { return }
    guard !weights.isEmpty, weights.values.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw TrainingError.invalidOption(
        "class-weights", reason: "needs weights of 0 or more, such as angry=1.5")
    }
  }

  /// The weights in the order of a data set's classes; nil where all are equal.
  ///
  /// A class' pictures are counted by their targets' shares.
  ///
  /// - Throws: `TrainingError.invalidOption` for a class that the data doesn't have.
  package func values(for data: LabeledPictures) throws -> [Float]? {
    switch self {
    case .equal: return nil
    case .balanced:
      var counts = [Double](repeating: 0, count: data.classes.count)
      for target in data.targets {
        for (index, share) in target.enumerated() { counts[index] += Double(share) }
      }
      let mean = Double(data.count) / Double(data.classes.count)
      return counts.map { $0 > 0 ? Float(mean / $0) : 1 }
    case .weights(let weights):
      for name in weights.keys.sorted() where !data.classes.contains(name) {
        throw TrainingError.invalidOption(
          "class-weights",
          reason: "there is no class \(name); there are: \(data.classes.joined(separator: ", "))")
      }
      return data.classes.map { Float(weights[$0] ?? 1) }
    }
  }
}
