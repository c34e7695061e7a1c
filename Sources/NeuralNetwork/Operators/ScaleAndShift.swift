import Kernels

/// `x * scale + shift` with a value of each for the whole picture, each channel or each position:
/// BatchNormalization, and arithmetic with a constant.
struct ScaleAndShift: Operation {
  let outputShape: [Int]
  let scales: [Float]
  let shifts: [Float]

  /// - Parameters:
  ///   - scales: one, one a channel, or one a value; `shifts` as many.
  init(outputShape: [Int], scales: [Float], shifts: [Float]) {
    precondition(
      !scales.isEmpty && scales.count == shifts.count
        && outputShape.reduce(1, *) % scales.count == 0,
      "\(scales.count) scales, \(shifts.count) shifts for \(outputShape)")
    self.outputShape = outputShape
    self.scales = scales
    self.shifts = shifts
  }

  init(batchNormalization context: NodeContext) throws {
    try context.checkAttributes(["epsilon", "momentum", "spatial", "training_mode"])
    guard try context.int("training_mode", default: 0) == 0,
      try context.int("spatial", default: 1) == 1
    else { throw context.unsupported("training_mode or spatial=0") }
    let shape = try context.shape(0)
    guard let channels = shape.first else { throw context.unsupported("\(context.shapeTitle(0))") }
    let gamma = try context.perChannel(1, channels: channels)
    let beta = try context.perChannel(2, channels: channels)
    let mean = try context.perChannel(3, channels: channels)
    let variance = try context.perChannel(4, channels: channels)
    let epsilon = try context.float("epsilon", default: 1e-5)
    let scales = (0..<channels).map { gamma[$0] / (variance[$0] + epsilon).squareRoot() }
    self.init(
      outputShape: shape, scales: scales,
      shifts: (0..<channels).map { beta[$0] - mean[$0] * scales[$0] })
  }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let input = inputs[0]
    let run = outputCount / scales.count
    parallelFor(batch * scales.count, threads: workspaces.count) { part in
      let (source, target) = (input.pointer + part * run, output.pointer + part * run)
      let (scale, shift) = (scales[part % scales.count], shifts[part % scales.count])
      for index in 0..<run { target[index] = source[index] * scale + shift }
    }
  }
}
