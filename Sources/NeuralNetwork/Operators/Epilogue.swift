/// What is done to a channel of a product while it is still in the cache: bias, then ReLU, then a
/// scale and a shift for each channel, which is what batch norm is once its averages are fixed.
struct Epilogue: Sendable {
  var isRectified = false
  /// One for each channel; empty for none.
  var scales: [Float] = []
  var shifts: [Float] = []

  /// - Parameters:
  ///   - values: values of one channel.
  ///   - bias: added first.
  func apply(
    to values: UnsafeMutablePointer<Float>, count: Int, channel: Int, bias: Float
  ) {
    let scale = scales.isEmpty ? 1 : scales[channel]
    let shift = shifts.isEmpty ? 0 : shifts[channel]
    // SAFETY: the caller vouches for `count` values.
    if isRectified {
      for index in 0..<count {
        let value = values[index] + bias
        values[index] = (value > 0 ? value : 0) * scale + shift
      }
    } else {
      for index in 0..<count { values[index] = (values[index] + bias) * scale + shift }
    }
  }
}
