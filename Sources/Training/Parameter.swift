import Kernels

/// A tensor that belongs to a layer: weights with their gradient, or running statistics.
package final class Parameter: Sendable {
  /// Unique in the model, as in the ONNX file: "stage1.conv1.weight".
  package let name: String
  package let shape: [Int]
  package let values: FloatBuffer
  /// Derivative of the mean loss of the last batch; same shape.
  package let gradient: FloatBuffer

  package init(name: String, shape: [Int], values: [Float]) {
    precondition(shape.reduce(1, *) == values.count, "\(name): \(values.count) for \(shape)")
    self.name = name
    self.shape = shape
    self.values = FloatBuffer(values)
    gradient = FloatBuffer(count: values.count)
  }

  package var count: Int { values.count }
}
