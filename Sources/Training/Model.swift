import NeuralNetwork

/// The network being trained: layers one behind the other, from gray levels to logits.
package final class Model {
  /// The architecture's name: "classic".
  package let architecture: String
  /// Class names in the order of the logits.
  package let labels: [String]
  package let inputShape: FeatureShape
  package let layers: [any TrainableLayer]

  package init(
    architecture: String, labels: [String], inputShape: FeatureShape,
    layers: [any TrainableLayer]
  ) {
    precondition(
      layers.last?.outputShape == FeatureShape(channels: labels.count),
      "\(labels.count) classes behind \(String(describing: layers.last?.outputShape))")
    self.architecture = architecture
    self.labels = labels
    self.inputShape = inputShape
    self.layers = layers
  }

  package var parameters: [Parameter] { layers.flatMap(\.parameters) }
  package var statistics: [Parameter] { layers.flatMap(\.statistics) }

  /// Logits [batch, classes] of pictures [batch, height, width, 1] of gray levels 0-255.
  package func forward(_ input: FeatureMap, _ pass: Pass) -> FeatureMap {
    layers.reduce(input) { $1.forward($0, pass) }
  }

  /// Fills every parameter's gradient from the logits' slope.
  package func backward(_ gradient: FeatureMap, _ pass: Pass) {
    let first = layers.firstIndex { !$0.parameters.isEmpty } ?? layers.count
    var slope = gradient
    for index in layers.indices.reversed() where index >= first {
      slope = layers[index].backward(
        slope, pass, wanted: index == first ? .parameters : .parametersAndInput)
    }
  }

  /// The model in evaluation mode as a complete ONNX graph: gray levels in, probabilities out.
  ///
  /// - Parameter metadata: added to labels, input range and architecture.
  package func graph(metadata: [String: String] = [:]) -> Graph {
    var graph = Graph(
      name: architecture, opset: 13, nodes: [], initializers: [:],
      inputs: [
        .init(
          name: "image",
          shape: [
            .named("batch"), .fixed(inputShape.channels), .fixed(inputShape.height),
            .fixed(inputShape.width),
          ])
      ], outputs: [], metadata: [:])
    let logits = layers.reduce("image") { $1.export(from: $0, to: &graph) }
    let output = graph.append("Softmax", "probabilities", [logits], ["axis": .int(-1)])
    graph.outputs = [.init(name: output, shape: [.named("batch"), .fixed(labels.count)])]
    graph.metadata = [
      "labels": labels.joined(separator: ","), "input_range": "0..255",
      "architecture": architecture, "producer": "emotion-trainer",
    ].merging(metadata) { $1 }
    return graph
  }

  /// Takes over the weights and running averages of a file that ``graph(metadata:)`` made.
  ///
  /// The last layer's weights are left as they are where the file's classes are others, or the same
  /// in another order: what it says of them is of no use here.
  ///
  /// - Returns: the parameters that were not taken over: empty, or the last layer's.
  /// - Throws: `TrainingError.weightsDoNotFit` where a tensor is missing or of another shape; no
  ///   parameter has changed then.
  @discardableResult
  package func loadWeights(from graph: Graph) throws -> [Parameter] {
    let fresh = hasOtherClasses(graph) ? layers.last?.parameters ?? [] : []
    let wanted = (parameters + statistics).filter { one in !fresh.contains { $0 === one } }
    let loaded = try wanted.map { parameter in
      guard let tensor = graph.initializers[parameter.name], tensor.shape == parameter.shape else {
        throw TrainingError.weightsDoNotFit(
          model: graph.name, tensor: parameter.name, expected: parameter.shape,
          found: graph.initializers[parameter.name]?.shape)
      }
      return tensor.values
    }
    for (parameter, values) in zip(wanted, loaded) { parameter.values.values = values }
    return fresh
  }

  /// Whether a file names its classes, and these are others.
  private func hasOtherClasses(_ graph: Graph) -> Bool {
    graph.metadata["labels"].map { $0 != labels.joined(separator: ",") } ?? false
  }
}
