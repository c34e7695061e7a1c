/// What can be wrong with a model or the values given to it.
package enum NeuralNetworkError: Error, Sendable, Equatable, CustomStringConvertible {
  case notAnArray(path: String, reason: String)
  case notONNX(path: String, reason: String)
  case unsupported(model: String, node: String, what: String)
  case invalid(model: String, node: String, reason: String)
  case wrongInput(model: String, expected: String, found: [Int])

  package var description: String {
    switch self {
    case .notAnArray(let path, let reason):
      "\(path): \(reason); save it by numpy.save(path, x.astype('float32'))"
    case .notONNX(let path, let reason):
      "\(path): not an intact ONNX model (\(reason)); give a .onnx file"
    case .unsupported(let model, let node, let what):
      "\(model): node \(node): \(what) is not supported by this engine"
    case .invalid(let model, let node, let reason): "\(model): node \(node): \(reason)"
    case .wrongInput(let model, let expected, let found):
      "\(model): takes \(expected), not values of shape \(found)"
    }
  }
}
