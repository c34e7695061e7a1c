/// Counts a camera's frames by the driver's number, which may wrap or start anew.
struct SequenceCounter {
  private var last: UInt32?

  /// Takes the next frame's number.
  ///
  /// - Returns: how many numbers were left out since the last frame.
  mutating func missed(before sequence: UInt32) -> Int {
    defer { last = sequence }
    guard let last else { return 0 }
    let step = sequence &- last
    // No step: a driver that does not count. Half of all numbers or more: it has started anew.
    return step == 0 || step > UInt32.max / 2 ? 0 : Int(step) - 1
  }
}
