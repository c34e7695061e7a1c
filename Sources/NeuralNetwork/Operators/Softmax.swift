import Foundation
import Kernels

/// Softmax or LogSoftmax over one dimension, shifted by the greatest value against overflow.
///
/// Before opset 13 the axis began a block of dimensions that are normalised together.
struct Softmax: Operation {
  let outputShape: [Int]
  /// Values that are normalised together, and the distance from one to the next.
  private let length, stride: Int
  private let isLogarithm: Bool

  init(_ context: NodeContext) throws {
    try context.checkAttributes(["axis"])
    let shape = try context.shape(0)
    outputShape = shape
    isLogarithm = context.node.opType == "LogSoftmax"
    let rank = shape.count + 1
    let isBlock = context.opset < 13
    let axis = try context.axis(context.int("axis", default: isBlock ? 1 : -1), rank: rank) - 1
    length = isBlock ? shape[axis...].reduce(1, *) : shape[axis]
    stride = isBlock ? 1 : shape[(axis + 1)...].reduce(1, *)
  }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let input = inputs[0]
    parallelFor(batch * outputCount / length, threads: workspaces.count) { row in
      let start = row / stride * stride * length + row % stride
      // SAFETY: start + (length - 1) * stride lies within the block of length * stride values that
      // the row is of.
      let (source, target) = (input.pointer + start, output.pointer + start)
      normalize(UnsafePointer(source), into: target)
    }
  }

  private func normalize(
    _ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>
  ) {
    var greatest = -Float.infinity
    for index in 0..<length { greatest = max(greatest, source[index * stride]) }
    var sum: Float = 0
    for index in 0..<length {
      let shifted = source[index * stride] - greatest
      let power = exp(shifted)
      target[index * stride] = isLogarithm ? shifted : power
      sum += power
    }
    let logarithm = log(sum)
    for index in 0..<length {
      if isLogarithm {
        target[index * stride] -= logarithm
      } else {
        target[index * stride] /= sum
      }
    }
  }
}
