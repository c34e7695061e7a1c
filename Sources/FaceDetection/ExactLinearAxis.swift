/// One axis of a bilinear resize with weights in 256ths: OpenCV's `INTER_LINEAR_EXACT`.
struct ExactLinearAxis {
  /// For each result position the source position before it.
  private(set) var lefts: [Int32] = []
  /// For each result position the source position after it.
  private(set) var rights: [Int32] = []
  /// Weight of the position after, 0...256.
  private(set) var fractions: [UInt16] = []

  /// - Parameters:
  ///   - length: number of source positions, 1 or more.
  ///   - count: number of result positions, 1 or more.
  init(from length: Int, to count: Int) {
    // Two divisions as OpenCV has them: it inverts a ratio that it was given inverted.
    let ratio = 1 / (Double(count) / Double(length))
    for position in 0..<count {
      let center = ratio * (Double(position) + 0.5) - 0.5
      let left = center.rounded(.down)
      let fraction = left < 0 ? 0 : roundedToEven((center - left) * 256)
      lefts.append(Int32(min(max(Int(left), 0), length - 1)))
      rights.append(Int32(min(max(Int(left) + 1, 0), length - 1)))
      fractions.append(UInt16(fraction))
    }
  }
}
