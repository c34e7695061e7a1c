import Imaging

/// A picture of a stream with its place in it. Its pixels are shared, never copied, by those who
/// analyse and those who show it.
package struct Frame: Sendable {
  /// Number of the frame in the stream, counted from 0 by the source as it delivers.
  package let index: Int
  /// The camera driver's own number, with gaps where the driver dropped frames; nil for files.
  package let sequence: UInt32?
  /// Time since the stream's first frame, by the camera's or the file's own clock.
  package let time: Duration
  /// When the source got hold of it, to measure how old what is shown has become.
  package let arrival: ContinuousClock.Instant
  /// When the driver says it was captured; its arrival where the source knows no better.
  package let captured: ContinuousClock.Instant
  /// The picture as full-range gray levels, upright.
  package let gray: GrayImage
  private let makeColor: @Sendable () throws -> ColorImage

  /// - Parameter makeColor: makes the colour picture, of the same size as `gray`, from pixels that
  ///   it holds on to; called from any thread, only when a sink asks.
  package init(
    index: Int, sequence: UInt32? = nil, time: Duration,
    arrival: ContinuousClock.Instant = .now, captured: ContinuousClock.Instant? = nil,
    gray: GrayImage,
    makeColor: @escaping @Sendable () throws -> ColorImage
  ) {
    self.index = index
    self.sequence = sequence
    self.time = time
    self.arrival = arrival
    self.captured = captured ?? arrival
    self.gray = gray
    self.makeColor = makeColor
  }

  /// The colour picture, made anew at each call: ask once and keep it.
  package func color() throws -> ColorImage { try makeColor() }
}
