/// What one wants to know of a model before using it.
package struct ModelSummary: Sendable, Equatable {
  /// An operator and how many nodes are one.
  package struct OperatorCount: Sendable, Equatable {
    package let opType: String
    package let count: Int
  }

  package let opset: Int
  package let inputs: [Graph.ValueInfo]
  package let outputs: [Graph.ValueInfo]
  /// The most frequent first, equals by name.
  package let operators: [OperatorCount]
  /// Values of all Float32 constants: weights, and the fixed averages of batch norm.
  package let parameters: Int
  /// Multiply-adds of the matrix products for one picture; nil where the engine can't run it.
  package let multiplyAdds: Int?
  /// Why the engine can't run the model; nil where it can.
  package let obstacle: String?
  package let metadata: [String: String]

  package init(_ graph: Graph) {
    opset = graph.opset
    inputs = graph.inputs
    outputs = graph.outputs
    metadata = graph.metadata
    operators = Dictionary(grouping: graph.nodes, by: \.opType)
      .map { OperatorCount(opType: $0, count: $1.count) }
      .sorted { ($1.count, $0.opType) < ($0.count, $1.opType) }
    parameters = graph.initializers.values.reduce(0) { $0 + $1.values.count }
    do {
      multiplyAdds = try InferenceSession(graph: graph, threads: 1).multiplyAdds
      obstacle = nil
    } catch {
      (multiplyAdds, obstacle) = (nil, "\(error)")
    }
  }
}
