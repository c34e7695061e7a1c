/// Makes the time stamps of a file fit for frames: there is one for every frame, and none goes back.
package struct FrameTimes {
  /// Ticks from one frame to the next where the file does not say.
  package let usualStep: Int64
  /// A step back by more than this is a clock that was set anew, not two frames out of order.
  package let resetStep: Int64
  private var last: Int64?
  private var shift: Int64 = 0

  /// - Parameters:
  ///   - usualStep: ticks between frames by the file's rate, 1 or more.
  ///   - resetStep: ticks that make a step back a new start of the clock, about half a second.
  package init(usualStep: Int64, resetStep: Int64) {
    precondition(usualStep >= 1, "a step of \(usualStep) ticks")
    self.usualStep = usualStep
    self.resetStep = max(resetStep, usualStep)
  }

  /// The time of the next frame in ticks, later than that of the last one.
  ///
  /// A frame without a stamp follows at the usual step. A stamp a little before its predecessor's
  /// is put one tick behind it; where the clock starts anew (two recordings in one file), this and
  /// all later stamps are shifted to go on from there.
  ///
  /// - Parameter stamp: what the file says; nil where it says nothing.
  package mutating func next(_ stamp: Int64?) -> Int64 {
    let time: Int64
    if let last {
      let stamp = stamp.map { $0 + shift }
      if let stamp, stamp > last {
        time = stamp
      } else if let stamp, last - stamp < resetStep {
        time = last + 1
      } else {
        time = last + usualStep
        if let stamp { shift += time - stamp }
      }
    } else {
      time = stamp ?? 0
    }
    last = time
    return time
  }
}
