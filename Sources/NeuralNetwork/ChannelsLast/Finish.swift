import Kernels

/// What is done to a product's channels before it leaves the cache, as the kernels want it: bias,
/// ReLU, scale and shift, in this order.
struct Finish: Sendable {
  /// [3, channels]: bias, scale, shift.
  let values: FloatBuffer
  let channels: Int
  /// 1 where ReLU comes between bias and scale, 0 where it does not.
  let isRectified: Int

  init(bias: [Float], epilogue: Epilogue) {
    channels = bias.count
    isRectified = epilogue.isRectified ? 1 : 0
    let scales = epilogue.scales.isEmpty ? bias.map { _ in 1 } : epilogue.scales
    let shifts = epilogue.shifts.isEmpty ? bias.map { _ in 0 } : epilogue.shifts
    values = FloatBuffer(bias + scales + shifts)
  }
}
