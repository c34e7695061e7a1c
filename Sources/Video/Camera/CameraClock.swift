/// Turns a driver's time stamps into the time since the first frame, which never goes back.
///
/// Stamps that are missing, go back or leap ahead of the time that really passed (suspend, a
/// driver's counter that wraps) are replaced by the time of arrival.
struct CameraClock {
  // A frame may wait in the driver's queue, but not this long.
  private static let tolerance: Duration = .seconds(2)
  private var last: (time: Duration, stamp: Duration?, arrival: Duration)?

  /// How old a frame was at its arrival; zero where its stamp is missing or not to be believed.
  static func age(ofStamp stamp: Duration?, at arrival: Duration) -> Duration {
    guard let stamp, stamp <= arrival, arrival - stamp <= tolerance else { return .zero }
    return arrival - stamp
  }

  /// - Parameters:
  ///   - stamp: the driver's time of the frame; nil where it has none.
  ///   - arrival: when the frame was taken from the driver, by the monotonic clock.
  /// - Returns: time since the first frame.
  mutating func time(stamp: Duration?, arrival: Duration) -> Duration {
    guard let last else {
      self.last = (.zero, stamp, arrival)
      return .zero
    }
    let passed = max(.zero, arrival - last.arrival)
    var step = passed
    if let stamp, let before = last.stamp {
      let stamped = stamp - before
      let isCredible = stamped >= .zero && stamped <= passed + Self.tolerance
      if isCredible && passed <= stamped + Self.tolerance { step = stamped }
    }
    let time = last.time + step
    self.last = (time, stamp, arrival)
    return time
  }
}
