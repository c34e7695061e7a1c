import Foundation
import Kernels

/// Softmax over the last dimension, shifted by the greatest value against overflow.
struct Softmax: Operation {
  let outputShape: [Int]

  init(_ context: NodeContext) throws {
    try context.checkAttributes(["axis"])
    outputShape = try context.shape(0)
    // Before opset 13 the axis began a flattened block; on [batch, classes] both mean the same.
    let axis = try context.int("axis", default: context.opset < 13 ? 1 : -1)
    guard axis == -1 || axis == outputShape.count,
      context.opset >= 13 || outputShape.count == 1
    else { throw context.unsupported("axis \(axis)") }
  }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let length = outputShape.last ?? 1
    for row in 0..<(batch * outputCount / length) {
      let (source, target) = (inputs[0].pointer + row * length, output.pointer + row * length)
      var greatest = -Float.infinity
      for index in 0..<length { greatest = max(greatest, source[index]) }
      var sum: Float = 0
      for index in 0..<length {
        target[index] = exp(source[index] - greatest)
        sum += target[index]
      }
      for index in 0..<length { target[index] /= sum }
    }
  }
}
