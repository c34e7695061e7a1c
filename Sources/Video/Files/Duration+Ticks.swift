import CFFmpeg

extension Duration {
  /// The duration in whole nanoseconds, rounded towards zero.
  package var wholeNanoseconds: Int64 {
    components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }

  /// A number of ticks of a stream's clock, to the nanosecond.
  init(ticks: Int64, timeBase: AVRational) {
    self = .nanoseconds(av_rescale_q(ticks, timeBase, AVRational(num: 1, den: 1_000_000_000)))
  }

  /// The nearest number of ticks of a stream's clock.
  func ticks(of timeBase: AVRational) -> Int64 {
    av_rescale_q(wholeNanoseconds, AVRational(num: 1, den: 1_000_000_000), timeBase)
  }
}

extension AVRational {
  /// The ratio as a number; nil where it says nothing.
  var positiveValue: Double? { num > 0 && den > 0 ? Double(num) / Double(den) : nil }
}
