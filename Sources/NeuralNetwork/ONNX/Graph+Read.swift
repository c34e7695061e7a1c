import Files
import SwiftProtobuf

extension Graph {
  /// Reads an ONNX file and checks that it hangs together; whether every operator is one that the
  /// engine has, and every shape fits, is for `InferenceSession` to say.
  ///
  /// - Throws: `NeuralNetworkError`, or `FileError`.
  package init(contentsOf path: String) throws {
    // Protobuf's own limit for one message.
    try self.init(onnx: FileBytes.read(path, as: "model", limit: 1 << 31), name: path)
  }

  /// Reads the bytes of an ONNX file.
  ///
  /// - Parameter name: what messages call the model.
  package init(onnx bytes: [UInt8], name: String) throws {
    let model: Onnx_ModelProto
    do {
      model = try Onnx_ModelProto(serializedBytes: bytes)
    } catch {
      throw NeuralNetworkError.notONNX(path: name, reason: "its structure is broken")
    }
    guard model.hasGraph, model.graph.node.count > 0 else {
      throw NeuralNetworkError.notONNX(path: name, reason: "it has no graph")
    }
    let versions = model.opsetImport.filter { ["", "ai.onnx"].contains($0.domain) }
    guard let opset = versions.first?.version, opset >= 7, opset <= 1000 else {
      throw NeuralNetworkError.notONNX(
        path: name, reason: "its operator set is missing or older than 7")
    }
    self.init(
      name: name, opset: Int(opset), nodes: [], initializers: [:], inputs: [], outputs: [],
      metadata: [:])
    for entry in model.metadataProps { metadata[entry.key] = entry.value }
    for tensor in model.graph.initializer { try addInitializer(tensor) }
    nodes = try model.graph.node.map { try Node($0, model: name) }
    let inputs = model.graph.input.filter { !isInitializer($0.name) }
    for input in inputs { try checkType(of: input) }
    self.inputs = inputs.map { ValueInfo($0) }
    outputs = model.graph.output.map { ValueInfo($0) }
    try checkNames()
  }

  private mutating func addInitializer(_ proto: Onnx_TensorProto) throws {
    let title = "constant \(proto.name)"
    guard !isInitializer(proto.name) else {
      throw NeuralNetworkError.invalid(model: name, node: title, reason: "it is there twice")
    }
    switch try Constant(proto, node: title, model: name) {
    case .floats(let tensor): initializers[proto.name] = tensor
    case .integers(let tensor): integerInitializers[proto.name] = tensor
    }
  }

  private func isInitializer(_ name: String) -> Bool {
    initializers[name] != nil || integerInitializers[name] != nil
  }

  private func checkType(of input: Onnx_ValueInfoProto) throws {
    let type = input.type.tensorType.elemType
    guard ONNXElementType(rawValue: type) == .float else {
      throw NeuralNetworkError.unsupported(
        model: name, node: "input \(input.name)",
        what: "\(ONNXElementType.title(type)) (convert the model to float32)")
    }
  }

  /// Every value is made before it is used, and only once.
  private func checkNames() throws {
    guard !inputs.isEmpty, !outputs.isEmpty else {
      throw NeuralNetworkError.notONNX(path: name, reason: "it has no input or no output")
    }
    var known = Set(initializers.keys).union(integerInitializers.keys).union(inputs.map(\.name))
    for node in nodes {
      for input in node.inputs where !input.isEmpty && !known.contains(input) {
        throw NeuralNetworkError.invalid(
          model: name, node: node.title, reason: "its input \(input) is not made before it")
      }
      for output in node.outputs where !output.isEmpty {
        guard known.insert(output).inserted else {
          throw NeuralNetworkError.invalid(
            model: name, node: node.title, reason: "its output \(output) exists already")
        }
      }
    }
    for output in outputs where !known.contains(output.name) {
      throw NeuralNetworkError.notONNX(path: name, reason: "no node makes output \(output.name)")
    }
  }
}

extension Graph.Node {
  fileprivate init(_ proto: Onnx_NodeProto, model: String) throws {
    self.init(opType: proto.opType, name: proto.name, inputs: proto.input, outputs: proto.output)
    guard ["", "ai.onnx"].contains(proto.domain) else {
      throw NeuralNetworkError.unsupported(
        model: model, node: title, what: "operator \(proto.domain).\(opType)")
    }
    guard let output = outputs.first, !output.isEmpty else {
      throw NeuralNetworkError.invalid(model: model, node: title, reason: "it has no output")
    }
    for attribute in proto.attribute {
      attributes[attribute.name] = try value(of: attribute, model: model)
    }
  }

  private func value(of proto: Onnx_AttributeProto, model: String) throws -> Graph.Attribute {
    switch proto.type {
    case .int: return .int(Int(proto.i))
    case .float: return .float(proto.f)
    case .string: return .string(String(decoding: proto.s, as: UTF8.self))
    case .ints: return .ints(proto.ints.map { Int($0) })
    case .floats: return .floats(proto.floats)
    case .tensor:
      switch try Constant(proto.t, node: title, model: model) {
      case .floats(let tensor): return .tensor(tensor)
      case .integers(let tensor): return .integerTensor(tensor)
      }
    case .undefined, .graph, .strings:
      throw NeuralNetworkError.unsupported(
        model: model, node: title, what: "the type of attribute \(proto.name)")
    }
  }
}

extension Graph.ValueInfo {
  fileprivate init(_ proto: Onnx_ValueInfoProto) {
    self.init(
      name: proto.name,
      shape: proto.type.tensorType.shape.dim.map { dimension in
        dimension.hasDimValue && dimension.dimValue > 0
          ? .fixed(Int(dimension.dimValue))
          : .named(dimension.dimParam.isEmpty ? "?" : dimension.dimParam)
      })
  }
}
