/// One axis of a bilinear resize with weights in 256ths: OpenCV's `INTER_LINEAR_EXACT`.
struct ExactLinearAxis {
  /// For each result position the source position before it, at most the last but one.
  private(set) var lefts: [Int32] = []
  /// Weight of the position after that, 0...256.
  private(set) var fractions: [Int32] = []

  /// - Parameters:
  ///   - length: number of source positions, 2 or more.
  ///   - count: number of result positions, 1 or more.
  init(from length: Int, to count: Int) {
    precondition(length >= 2, "a side of \(length) has no two neighbours")
    // Two divisions as OpenCV has them: it inverts a ratio that it was given inverted.
    let ratio = 1 / (Double(count) / Double(length))
    for position in 0..<count {
      let center = ratio * (Double(position) + 0.5) - 0.5
      let left = center.rounded(.down)
      if left < 0 {
        lefts.append(0)
        fractions.append(0)
      } else if Int(left) >= length - 1 {
        lefts.append(Int32(length - 2))
        fractions.append(256)
      } else {
        lefts.append(Int32(left))
        fractions.append(Int32(roundedToEven((center - left) * 256)))
      }
    }
  }
}
