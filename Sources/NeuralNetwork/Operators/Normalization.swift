import Foundation
import Kernels

/// InstanceNormalization, GroupNormalization and LayerNormalization: runs of a picture's values
/// with their own mean and variance made 0 and 1, then a scale and a shift.
///
/// `(x - mean) / sqrt(variance + epsilon) * scale + shift` (Ulyanov et al. 2016, Wu and He 2018, Ba
/// et al. 2016). Sums are made in Double.
struct Normalization: Operation {
  let outputShape: [Int]
  /// Values that are normalised together.
  private let length: Int
  private let epsilon: Float
  private let scales, shifts: [Float]
  /// Values in a row that a scale is for; the scales repeat when all were used.
  private let scaleLength: Int

  /// A mean and variance for each channel, [channels, …].
  init(instance context: NodeContext) throws {
    try context.checkAttributes(["epsilon"])
    let shape = try Self.spatialShape(context)
    let area = shape.dropFirst().reduce(1, *)
    let scales = try context.perChannel(1, channels: shape[0])
    let shifts = try context.perChannel(2, channels: shape[0])
    try self.init(
      context, shape, length: area, scales: scales, shifts: shifts, scaleLength: area)
  }

  /// A mean and variance for each group of channels, and a scale for each channel, as from opset 21
  /// on; before, ONNX gave each group one scale.
  init(group context: NodeContext) throws {
    guard context.opset >= 21 else {
      throw context.unsupported("GroupNormalization before opset 21")
    }
    try context.checkAttributes(["epsilon", "num_groups", "stash_type"])
    let shape = try Self.spatialShape(context)
    let groups = try context.int("num_groups", default: 0)
    guard groups > 0, shape[0] % groups == 0 else {
      throw context.invalid("\(groups) groups do not divide \(shape[0]) channels")
    }
    let area = shape.dropFirst().reduce(1, *)
    let scales = try context.perChannel(1, channels: shape[0])
    let shifts = try context.perChannel(2, channels: shape[0])
    try self.init(
      context, shape, length: shape[0] / groups * area, scales: scales, shifts: shifts,
      scaleLength: area)
  }

  /// A mean and variance over all dimensions from an axis on; a scale for each position there.
  init(layer context: NodeContext) throws {
    try context.checkAttributes(["epsilon", "axis", "stash_type"])
    let shape = try context.shape(0)
    let axis = try context.axis(context.int("axis", default: -1), rank: shape.count + 1) - 1
    let inner = Array(shape[axis...])
    func values(_ tensor: Tensor) throws -> [Float] {
      guard BroadcastRuns.shape(of: [inner, tensor.shape]) == inner else {
        throw context.invalid("a constant \(tensor.shape) for values of \(inner)")
      }
      return BroadcastRuns([inner, tensor.shape]).places(of: 1).map { tensor.values[$0] }
    }
    let scales = try values(context.requiredConstant(1))
    let shifts = try context.constant(2).map(values)
    try self.init(
      context, shape, length: scales.count, scales: scales,
      shifts: shifts ?? scales.map { _ in 0 }, scaleLength: 1)
  }

  private init(
    _ context: NodeContext, _ shape: [Int], length: Int, scales: [Float], shifts: [Float],
    scaleLength: Int
  ) throws {
    guard try context.int("stash_type", default: 1) == 1 else {
      throw context.unsupported("a stash_type other than float32")
    }
    outputShape = try context.positive(shape)
    epsilon = try context.float("epsilon", default: 1e-5)
    self.length = length
    self.scales = scales
    self.shifts = shifts
    self.scaleLength = scaleLength
  }

  private static func spatialShape(_ context: NodeContext) throws -> [Int] {
    let shape = try context.positive(context.shape(0))
    guard shape.count >= 2 else { throw context.unsupported(context.shapeTitle(0)) }
    return shape
  }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let input = inputs[0]
    let runs = outputCount / length
    parallelFor(batch * runs, threads: workspaces.count) { run in
      // SAFETY: the runs of `length` values fill the batch; scales are taken modulo their number.
      let (source, target) = (input.pointer + run * length, output.pointer + run * length)
      var sum = 0.0
      for index in 0..<length { sum += Double(source[index]) }
      let mean = Float(sum / Double(length))
      var squares = 0.0
      for index in 0..<length {
        let difference = Double(source[index] - mean)
        squares += difference * difference
      }
      let factor = 1 / (Float(squares / Double(length)) + epsilon).squareRoot()
      let first = run % runs * length
      for index in 0..<length {
        let scale = (first + index) / scaleLength % scales.count
        target[index] = (source[index] - mean) * factor * scales[scale] + shifts[scale]
      }
    }
  }
}
