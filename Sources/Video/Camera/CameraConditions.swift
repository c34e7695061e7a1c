import CV4L2

/// Notices what keeps a camera from giving pictures as they were wished: a long exposure that slows
/// it down, a closed shutter. One thread.
struct CameraConditions {
  // Long enough for a rate, and no work worth mentioning.
  private static let checkInterval: Duration = .seconds(2)
  /// The share of the rate that is missed before it is worth a word.
  private static let tolerance = 0.75

  private let device: V4L2Device
  private let rate: Double?
  private let exposurePriority: CameraControl?
  private let shutter: CameraControl?
  private let remarks: Remarks
  private var last: (time: Duration, frames: Int)?
  private var frames = 0
  /// What there is to know at the moment.
  private(set) var notice: String?

  /// - Parameters:
  ///   - rate: frames a second that the driver set.
  ///   - remarks: where it is said, once.
  init(_ device: V4L2Device, rate: Double?, remarks: Remarks) throws {
    self.device = device
    self.rate = rate
    self.remarks = remarks
    exposurePriority = try device.control(UInt32(V4L2_CID_EXPOSURE_AUTO_PRIORITY))
    shutter = try device.control(UInt32(V4L2_CID_PRIVACY))
    try checkShutter()
  }

  /// Counts what the driver has made up to a frame.
  ///
  /// - Parameters:
  ///   - made: frames since the last call, those it dropped included.
  ///   - time: the frame's, by the camera's clock.
  mutating func note(_ made: Int, at time: Duration) throws {
    frames += made
    guard let last else {
      self.last = (time, frames)
      return
    }
    guard time - last.time >= Self.checkInterval else { return }
    let measured = Double(frames - last.frames) / ((time - last.time) / .seconds(1))
    self.last = (time, frames)
    try checkShutter()
    try checkRate(measured)
  }

  private mutating func checkShutter() throws {
    guard let shutter else { return }
    let isClosed = try device.value(of: shutter.id) == 1
    notice = isClosed ? "the camera's shutter is closed" : nil
    if isClosed { remarks.warn("\(device.path): the shutter is closed; open it to be seen") }
  }

  private func checkRate(_ measured: Double) throws {
    guard let rate, measured < rate * Self.tolerance, let control = exposurePriority,
      try device.value(of: control.id) == 1
    else { return }
    // The name alone, without what was measured: it is to be said once.
    remarks.warn(
      "\(device.path): in this light the camera exposes too long for its \(rate.shortText) frames a "
        + "second; more light, or `--control '\(control.name)=off'` for darker pictures, keeps the "
        + "rate")
  }
}

extension Double {
  /// A rate as people write it: 30, 29.97.
  fileprivate var shortText: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}
