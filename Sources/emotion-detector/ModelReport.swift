import Foundation
import NeuralNetwork

/// A model's summary as one JSON object for scripts.
struct ModelReport: Encodable {
  private struct Value: Encodable {
    let name: String
    /// Sizes, null where one is open, such as the batch.
    let shape: [Int?]

    init(_ value: Graph.ValueInfo) {
      name = value.name
      shape = value.shape.map { if case .fixed(let size) = $0 { size } else { nil } }
    }
  }

  private let schema = 1
  private let source: String
  private let opset: Int
  private let inputs, outputs: [Value]
  /// How many nodes of each operator there are.
  private let operators: [String: Int]
  private let parameters: Int
  private let multiplyAdds: Int?
  /// Why the engine can't run the model.
  private let obstacle: String?
  private let metadata: [String: String]

  init(_ summary: ModelSummary, source: String) {
    self.source = source
    opset = summary.opset
    inputs = summary.inputs.map { Value($0) }
    outputs = summary.outputs.map { Value($0) }
    operators = Dictionary(uniqueKeysWithValues: summary.operators.map { ($0.opType, $0.count) })
    parameters = summary.parameters
    multiplyAdds = summary.multiplyAdds
    obstacle = summary.obstacle
    metadata = summary.metadata
  }

  /// The object on a line of its own.
  func line() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
