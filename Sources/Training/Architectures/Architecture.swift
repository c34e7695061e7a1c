/// A network by name. Adding one is one file beside this and one line in ``all``.
package struct Architecture: Sendable {
  /// What `--architecture` and the model's metadata call it.
  package let name: String
  /// One line for `architectures`.
  package let summary: String
  /// Number of dropout rates it takes.
  package let dropoutCount: Int
  private let build: @Sendable (Blueprint) -> [any TrainableLayer]

  /// What an architecture builds from.
  package struct Blueprint: Sendable {
    package let input: FeatureShape
    package let classes: Int
    /// One rate for each dropout layer, in order.
    package let dropout: [Float]
    package let seed: UInt64
  }

  init(
    name: String, summary: String, dropoutCount: Int,
    build: @escaping @Sendable (Blueprint) -> [any TrainableLayer]
  ) {
    self.name = name
    self.summary = summary
    self.dropoutCount = dropoutCount
    self.build = build
  }

  package static let all = [classic, residual, squeeze, separable]

  /// The architecture of a name.
  package static func named(_ name: String) throws -> Architecture {
    guard let found = all.first(where: { $0.name == name }) else {
      throw TrainingError.unknownArchitecture(name, known: all.map(\.name))
    }
    return found
  }

  /// A model with fresh weights for 48x48 gray pictures.
  ///
  /// - Parameter dropout: a rate for each dropout layer, or one for all.
  package func makeModel(labels: [String], dropout: [Float], seed: UInt64) throws -> Model {
    guard dropout.count == 1 || dropout.count == dropoutCount,
      dropout.allSatisfy({ (0..<1).contains($0) })
    else {
      throw TrainingError.invalidDropout(dropout, architecture: name, count: dropoutCount)
    }
    let rates = dropout.count == 1 ? [Float](repeating: dropout[0], count: dropoutCount) : dropout
    let input = FeatureShape(channels: 1, height: 48, width: 48)
    let blueprint = Blueprint(input: input, classes: labels.count, dropout: rates, seed: seed)
    return Model(
      architecture: name, labels: labels, inputShape: input, layers: build(blueprint))
  }
}
