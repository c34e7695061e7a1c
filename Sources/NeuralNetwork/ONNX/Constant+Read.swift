import Foundation

/// A constant of a model: what is computed with, or whole numbers that say how.
enum Constant: Sendable, Equatable {
  case floats(Tensor)
  case integers(IntegerTensor)
}

extension Constant {
  /// Greatest number of values a constant may have: 1 GiB of Float32.
  private static let maximumCount = 1 << 28

  /// - Parameters:
  ///   - node: what messages call the place where the constant stands.
  ///   - model: what they call the model.
  /// - Throws: `NeuralNetworkError` where its type, shape or place is not what the engine reads.
  init(_ proto: Onnx_TensorProto, node: String, model: String) throws {
    guard proto.dataLocation == 0, proto.externalData.isEmpty else {
      throw NeuralNetworkError.unsupported(
        model: model, node: node, what: "data in another file (save the model as one file)")
    }
    let shape = proto.dims.map { Int($0) }
    guard let count = shape.product(limit: Self.maximumCount) else {
      throw NeuralNetworkError.invalid(
        model: model, node: node, reason: "its shape \(shape) is not possible")
    }
    func checked<Value>(_ values: [Value]?) throws -> [Value] {
      if let values, values.count == count { return values }
      throw NeuralNetworkError.invalid(
        model: model, node: node,
        reason: "its values do not fill its shape \(shape); the file is damaged")
    }
    let raw = proto.hasRawData ? proto.rawData : nil
    func integers(_ values: [some BinaryInteger]?) throws -> Constant {
      .integers(IntegerTensor(shape: shape, values: try checked(values).map { Int($0) }))
    }
    switch ONNXElementType(rawValue: proto.dataType) {
    case .float:
      let values = raw.map { $0.loaded(Float.self) } ?? proto.floatData
      self = .floats(Tensor(shape: shape, values: try checked(values)))
    case .double:
      let values = try checked(raw.map { $0.loaded(Double.self) } ?? proto.doubleData)
      self = .floats(Tensor(shape: shape, values: values.map { Float($0) }))
    case .int32: self = try integers(raw.map { $0.loaded(Int32.self) } ?? proto.int32Data)
    case .int64: self = try integers(raw.map { $0.loaded(Int64.self) } ?? proto.int64Data)
    case .bool:
      self = try raw.map { try integers($0.loaded(UInt8.self)) } ?? integers(proto.int32Data)
    default:
      throw NeuralNetworkError.unsupported(
        model: model, node: node,
        what: "\(ONNXElementType.title(proto.dataType)) (convert the model to float32)")
    }
  }
}

extension Data {
  /// The bytes as little-endian numbers; nil where an incomplete one is left over.
  fileprivate func loaded<Element: BitwiseCopyable>(_ type: Element.Type) -> [Element]? {
    let size = MemoryLayout<Element>.stride
    guard count % size == 0 else { return nil }
    return withUnsafeBytes { raw in
      (0..<(raw.count / size)).map {
        raw.loadUnaligned(fromByteOffset: $0 * size, as: Element.self)
      }
    }
  }
}
