import Video

/// Gives frames their place in one stream that goes on across reconnects.
struct FrameStream {
  private var sequence = SequenceCounter()
  private var count = 0
  private var offset: Duration = .zero
  private var last: (time: Duration, arrival: ContinuousClock.Instant)?
  private var hasRestarted = false

  /// The source was opened again: its numbers and its clock start anew, the stream's go on.
  mutating func restart() {
    sequence.restart()
    hasRestarted = true
  }

  /// The frame at its place, and how many frames the driver has made up to it.
  mutating func place(_ frame: Frame) -> (frame: Frame, made: Int) {
    if hasRestarted, let last {
      offset = last.time + max(.zero, frame.arrival - last.arrival) - frame.time
      hasRestarted = false
    }
    let made = sequence.advance(to: frame.sequence)
    let time = max(offset + frame.time, last?.time ?? .zero)
    last = (time, frame.arrival)
    defer { count += 1 }
    if frame.index == count && time == frame.time { return (frame, made) }
    let placed = Frame(
      index: count, sequence: frame.sequence, time: time, arrival: frame.arrival,
      captured: frame.captured, gray: frame.gray, makeColor: { try frame.color() })
    return (placed, made)
  }
}
