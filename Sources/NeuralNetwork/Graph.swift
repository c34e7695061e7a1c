/// An ONNX model as read or to be written: nodes in the order they run, constants, metadata.
package struct Graph: Sendable, Equatable {
  /// A size that is known, or one with a name, such as the batch.
  package enum Dimension: Sendable, Equatable, CustomStringConvertible {
    case fixed(Int)
    case named(String)

    package var description: String {
      switch self {
      case .fixed(let size): "\(size)"
      case .named(let name): name
      }
    }
  }

  /// A value that goes in or comes out.
  package struct ValueInfo: Sendable, Equatable {
    package var name: String
    package var shape: [Dimension]

    package init(name: String, shape: [Dimension]) {
      self.name = name
      self.shape = shape
    }

    /// "image [batch, 1, 48, 48]"
    package var title: String {
      "\(name) [\(shape.map(\.description).joined(separator: ", "))]"
    }
  }

  /// A setting of a node.
  package enum Attribute: Sendable, Equatable {
    case int(Int)
    case float(Float)
    case string(String)
    case ints([Int])
    case floats([Float])
    case tensor(Tensor)
    case integerTensor(IntegerTensor)
  }

  /// One operation.
  package struct Node: Sendable, Equatable {
    package var opType: String
    package var name: String
    /// Names of values; "" where an optional input is left out.
    package var inputs: [String]
    package var outputs: [String]
    package var attributes: [String: Attribute]

    package init(
      opType: String, name: String, inputs: [String], outputs: [String],
      attributes: [String: Attribute] = [:]
    ) {
      self.opType = opType
      self.name = name
      self.inputs = inputs
      self.outputs = outputs
      self.attributes = attributes
    }

    /// What messages call the node.
    package var title: String { name.isEmpty ? "\(opType) of \(outputs.first ?? "?")" : name }
  }

  package var name: String
  /// Version of ONNX's operator set, 7 or later.
  package var opset: Int
  package var nodes: [Node]
  /// Constants by name: weights.
  package var initializers: [String: Tensor]
  /// Constants of whole numbers by name, such as a Reshape's shape.
  package var integerInitializers: [String: IntegerTensor]
  /// Without the initializers, which old files list too.
  package var inputs: [ValueInfo]
  package var outputs: [ValueInfo]
  /// Labels, input range, where the model comes from.
  package var metadata: [String: String]

  package init(
    name: String, opset: Int, nodes: [Node], initializers: [String: Tensor],
    inputs: [ValueInfo], outputs: [ValueInfo], metadata: [String: String],
    integerInitializers: [String: IntegerTensor] = [:]
  ) {
    self.name = name
    self.opset = opset
    self.nodes = nodes
    self.initializers = initializers
    self.integerInitializers = integerInitializers
    self.inputs = inputs
    self.outputs = outputs
    self.metadata = metadata
  }
}
