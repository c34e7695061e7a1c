/// Counts a camera's frames by its driver's sequence, gaps included.
struct SequenceCounter {
  private var last: UInt32?

  /// How many frames the driver has made from the last one counted up to this one: 1 without a
  /// gap. Where the sequence begins anew, as after a reconnect, counting begins anew with it.
  mutating func advance(to sequence: UInt32?) -> Int {
    defer { last = sequence }
    guard let sequence, let last else { return 1 }
    let step = sequence &- last
    // Half the range back is no gap of two thousand million frames but a new beginning.
    return step == 0 || step > UInt32.max / 2 ? 1 : Int(step)
  }

  /// Begins anew: the stream was opened again.
  mutating func restart() { last = nil }
}
