import NeuralNetwork

extension Graph {
  /// Appends a node with one output, which gets the node's name.
  mutating func append(
    _ opType: String, _ name: String, _ inputs: [String],
    _ attributes: [String: Attribute] = [:]
  ) -> String {
    nodes.append(
      Node(opType: opType, name: name, inputs: inputs, outputs: [name], attributes: attributes))
    return name
  }

  /// Adds a parameter's values under its name.
  mutating func add(_ parameter: Parameter) {
    initializers[parameter.name] = Tensor(shape: parameter.shape, values: parameter.values.values)
  }
}
