/// A node together with what its making needs: its inputs' shapes and constants.
struct NodeContext {
  /// Most values that one picture may have anywhere in the network: 256 MiB of Float32.
  static let maximumCount = 1 << 26

  let model: String
  let node: Graph.Node
  let opset: Int
  /// Shape of one picture for each input that is computed; nil for constants and absent ones.
  let shapes: [[Int]?]
  /// The value of each input that is known without a picture.
  let constants: [KnownValue?]
  /// The batch that the model insists on; nil where any will do.
  var fixedBatch: Int?

  func invalid(_ reason: String) -> NeuralNetworkError {
    .invalid(model: model, node: node.title, reason: reason)
  }

  func unsupported(_ what: String) -> NeuralNetworkError {
    .unsupported(model: model, node: node.title, what: what)
  }

  /// Shape of one picture of a computed input.
  func shape(_ input: Int) throws -> [Int] {
    guard input < shapes.count, let shape = shapes[input] else {
      throw unsupported("a missing or constant input \(input) of \(node.opType)")
    }
    return shape
  }

  /// [channels, height, width] of a computed input.
  func pictureShape(_ input: Int) throws -> (channels: Int, height: Int, width: Int) {
    let shape = try shape(input)
    guard shape.count == 3 else { throw unsupported("an input of \(shape.count + 1) dimensions") }
    return (shape[0], shape[1], shape[2])
  }

  /// A shape that is to be computed.
  ///
  /// - Throws: `NeuralNetworkError` where it has more than ``maximumCount`` values, or more whole
  ///   numbers than ``ConstantFolding/maximumSizes``.
  func checked(_ shape: [Int]) throws -> [Int] {
    var limit = Self.maximumCount
    if case .sizes? = constants.first ?? nil { limit = ConstantFolding.maximumSizes }
    guard shape.product(limit: limit) != nil else {
      throw unsupported("a result of \(shape), more than \(limit) values,")
    }
    return shape
  }

  /// Whether an input is there and constant.
  func isConstant(_ input: Int) -> Bool { input < constants.count && constants[input] != nil }

  /// The constant of an input; nil where the input is left out.
  func constant(_ input: Int) throws -> Tensor? {
    guard input < node.inputs.count, !node.inputs[input].isEmpty else { return nil }
    guard case .floats(let tensor)? = constants[input] else {
      throw unsupported("an input \(node.inputs[input]) that is not constant float32")
    }
    return tensor
  }

  /// The whole numbers of a constant input; nil where the input is left out.
  func integers(_ input: Int) throws -> [Int]? {
    guard input < node.inputs.count, !node.inputs[input].isEmpty else { return nil }
    guard case .sizes(let tensor)? = constants[input], let numbers = tensor.numbers else {
      throw unsupported("an input \(node.inputs[input]) that is not constant integers")
    }
    return numbers
  }

  func requiredConstant(_ input: Int) throws -> Tensor {
    guard let tensor = try constant(input) else { throw invalid("its input \(input) is missing") }
    return tensor
  }

  /// A constant with one value for each channel.
  func perChannel(_ input: Int, channels: Int) throws -> [Float] {
    let tensor = try requiredConstant(input)
    guard tensor.values.count == channels else {
      throw invalid("\(node.inputs[input]) has the shape \(tensor.shape), not [\(channels)]")
    }
    return tensor.values
  }

  func int(_ name: String, default fallback: Int) throws -> Int {
    switch node.attributes[name] {
    case nil: return fallback
    case .int(let value): return value
    default: throw invalid("attribute \(name) is not an integer")
    }
  }

  func float(_ name: String, default fallback: Float) throws -> Float {
    switch node.attributes[name] {
    case nil: return fallback
    case .float(let value): return value
    default: throw invalid("attribute \(name) is not a float")
    }
  }

  func string(_ name: String, default fallback: String) throws -> String {
    switch node.attributes[name] {
    case nil: return fallback
    case .string(let value): return value
    default: throw invalid("attribute \(name) is not a string")
    }
  }

  /// A list of sizes of the fallback's length, each 0 to a million.
  func ints(_ name: String, default fallback: [Int]) throws -> [Int] {
    switch node.attributes[name] {
    case nil: return fallback
    case .ints(let values)
    where values.count == fallback.count && values.allSatisfy({ (0...1_000_000).contains($0) }):
      return values
    default: throw invalid("attribute \(name) is not a list of \(fallback.count) sizes")
    }
  }

  /// A list of whole numbers of any length; nil where it is left out.
  func intList(_ name: String) throws -> [Int]? {
    switch node.attributes[name] {
    case nil: return nil
    case .ints(let values): return values
    default: throw invalid("attribute \(name) is not a list of integers")
    }
  }

  /// Refuses attributes whose meaning would be lost.
  func checkAttributes(_ known: Set<String>) throws {
    for name in node.attributes.keys.sorted() where !known.contains(name) {
      throw unsupported("attribute \(name) of \(node.opType)")
    }
  }
}
