import Foundation
import SwiftProtobuf

extension Graph {
  /// Reads an ONNX file and checks that it hangs together; whether every operator is one that the
  /// engine has, and every shape fits, is for `InferenceSession` to say.
  ///
  /// - Throws: `NeuralNetworkError`.
  package init(contentsOf path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw NeuralNetworkError.cannotRead(path: path, reason: "there is no such file")
    }
    guard !isFolder.boolValue else {
      throw NeuralNetworkError.cannotRead(path: path, reason: "it is a folder, not a model file")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw NeuralNetworkError.cannotRead(path: path, reason: "check its permissions")
    }
    try self.init(onnx: [UInt8](data), name: path)
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
    for tensor in model.graph.initializer {
      initializers[tensor.name] = try Tensor(tensor, node: "constant \(tensor.name)", model: name)
    }
    nodes = try model.graph.node.map { try Node($0, model: name) }
    inputs = try model.graph.input.map { try ValueInfo($0, model: name) }
      .filter { initializers[$0.name] == nil }
    outputs = try model.graph.output.map { try ValueInfo($0, model: name) }
    try checkNames()
  }

  /// Every value is made before it is used, and only once.
  private func checkNames() throws {
    guard !inputs.isEmpty, !outputs.isEmpty else {
      throw NeuralNetworkError.notONNX(path: name, reason: "it has no input or no output")
    }
    var known = Set(initializers.keys).union(inputs.map(\.name))
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
    guard outputs.contains(where: { !$0.isEmpty }) else {
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
    case .tensor: return .tensor(try Tensor(proto.t, node: title, model: model))
    case .undefined, .graph, .strings:
      throw NeuralNetworkError.unsupported(
        model: model, node: title, what: "the type of attribute \(proto.name)")
    }
  }
}

extension Graph.ValueInfo {
  fileprivate init(_ proto: Onnx_ValueInfoProto, model: String) throws {
    self.init(
      name: proto.name,
      shape: proto.type.tensorType.shape.dim.map { dimension in
        dimension.hasDimValue && dimension.dimValue > 0
          ? .fixed(Int(dimension.dimValue))
          : .named(dimension.dimParam.isEmpty ? "?" : dimension.dimParam)
      })
  }
}

extension Tensor {
  /// Greatest number of values a constant may have: 1 GiB of Float32.
  private static let maximumCount = 1 << 28

  fileprivate init(_ proto: Onnx_TensorProto, node: String, model: String) throws {
    func invalid(_ reason: String) -> NeuralNetworkError {
      .invalid(model: model, node: node, reason: reason)
    }
    guard proto.dataLocation == 0, proto.externalData.isEmpty else {
      throw NeuralNetworkError.unsupported(
        model: model, node: node, what: "data in another file (save the model as one file)")
    }
    var count = 1
    for size in proto.dims {
      guard size >= 0,
        let next = Int(exactly: size).map({ count.multipliedReportingOverflow(by: $0) }),
        !next.overflow, next.partialValue <= Self.maximumCount
      else { throw invalid("its shape \(proto.dims) is not possible") }
      count = next.partialValue
    }
    guard let type = ONNXElementType(rawValue: proto.dataType) else {
      throw NeuralNetworkError.unsupported(
        model: model, node: node,
        what: "element type \(proto.dataType) (float, double, int32 and int64 are)")
    }
    let values: [Float]
    switch type {
    case .float: values = proto.hasRawData ? proto.rawData.loaded(Float.self) : proto.floatData
    case .double:
      values = (proto.hasRawData ? proto.rawData.loaded(Double.self) : proto.doubleData)
        .map { Float($0) }
    case .int32:
      values = (proto.hasRawData ? proto.rawData.loaded(Int32.self) : proto.int32Data)
        .map { Float($0) }
    case .int64:
      values = (proto.hasRawData ? proto.rawData.loaded(Int64.self) : proto.int64Data)
        .map { Float($0) }
    }
    guard values.count == count else {
      throw invalid("it has \(values.count) values for the shape \(proto.dims)")
    }
    self.init(shape: proto.dims.map { Int($0) }, values: values)
  }
}

extension Data {
  /// The bytes as little-endian numbers; an incomplete last one is left out.
  fileprivate func loaded<Element: BitwiseCopyable>(_ type: Element.Type) -> [Element] {
    withUnsafeBytes { raw in
      (0..<(raw.count / MemoryLayout<Element>.stride)).map {
        raw.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Element>.stride, as: Element.self)
      }
    }
  }
}
