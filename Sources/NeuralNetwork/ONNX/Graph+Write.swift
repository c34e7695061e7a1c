import Foundation
import SwiftProtobuf

extension Graph {
  /// The model as the bytes of an ONNX file, IR version 8. The same graph gives the same bytes.
  package func serialized() throws -> [UInt8] {
    var model = Onnx_ModelProto()
    model.irVersion = 8
    model.producerName = "emotion-detector"
    var opsetImport = Onnx_OperatorSetIdProto()
    opsetImport.domain = ""
    opsetImport.version = Int64(opset)
    model.opsetImport = [opsetImport]
    model.metadataProps = metadata.sorted { $0.key < $1.key }.map { key, value in
      var entry = Onnx_StringStringEntryProto()
      entry.key = key
      entry.value = value
      return entry
    }
    var graph = Onnx_GraphProto()
    graph.name = name
    graph.node = nodes.map(Self.proto)
    graph.initializer =
      initializers.sorted { $0.key < $1.key }.map(Self.proto)
      + integerInitializers.sorted { $0.key < $1.key }.map(Self.proto)
    graph.input = inputs.map(Self.proto)
    graph.output = outputs.map(Self.proto)
    model.graph = graph
    return try model.serializedBytes()
  }

  private static func proto(_ node: Node) -> Onnx_NodeProto {
    var result = Onnx_NodeProto()
    result.opType = node.opType
    result.name = node.name
    result.input = node.inputs
    result.output = node.outputs
    result.attribute = node.attributes.sorted { $0.key < $1.key }.map { name, value in
      var attribute = Onnx_AttributeProto()
      attribute.name = name
      switch value {
      case .int(let value): (attribute.i, attribute.type) = (Int64(value), .int)
      case .float(let value): (attribute.f, attribute.type) = (value, .float)
      case .string(let value): (attribute.s, attribute.type) = (Data(value.utf8), .string)
      case .ints(let values): (attribute.ints, attribute.type) = (values.map(Int64.init), .ints)
      case .floats(let values): (attribute.floats, attribute.type) = (values, .floats)
      case .tensor(let value): (attribute.t, attribute.type) = (proto("", value), .tensor)
      case .integerTensor(let value): (attribute.t, attribute.type) = (proto("", value), .tensor)
      }
      return attribute
    }
    return result
  }

  private static func proto(_ name: String, _ tensor: Tensor) -> Onnx_TensorProto {
    var result = Onnx_TensorProto()
    result.name = name
    result.dims = tensor.shape.map(Int64.init)
    result.dataType = ONNXElementType.float.rawValue
    result.rawData = tensor.values.withUnsafeBytes { Data($0) }
    return result
  }

  private static func proto(_ name: String, _ tensor: IntegerTensor) -> Onnx_TensorProto {
    var result = Onnx_TensorProto()
    result.name = name
    result.dims = tensor.shape.map(Int64.init)
    result.dataType = ONNXElementType.int64.rawValue
    result.rawData = tensor.values.map(Int64.init).withUnsafeBytes { Data($0) }
    return result
  }

  private static func proto(_ value: ValueInfo) -> Onnx_ValueInfoProto {
    var tensor = Onnx_TypeProto.Tensor()
    tensor.elemType = ONNXElementType.float.rawValue
    tensor.shape.dim = value.shape.map { dimension in
      var result = Onnx_TensorShapeProto.Dimension()
      switch dimension {
      case .fixed(let size): result.dimValue = Int64(size)
      case .named(let name): result.dimParam = name
      }
      return result
    }
    var result = Onnx_ValueInfoProto()
    result.name = value.name
    result.type.tensorType = tensor
    return result
  }
}
