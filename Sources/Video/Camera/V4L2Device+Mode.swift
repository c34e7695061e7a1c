import CV4L2

extension V4L2Device {
  /// Sets a capture mode and reads back what the driver made of it.
  ///
  /// - Throws: ``CameraError``: busy, disconnected, or the driver's own choice is of no use.
  func set(_ mode: CameraMode) throws -> CaptureFormat {
    var format = v4l2_format()
    format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
    // What is not set here keeps the driver's value.
    _ = try handle.ask(CV4L2_G_FMT, "VIDIOC_G_FMT", &format)
    format.fmt.pix.width = UInt32(mode.size.width)
    format.fmt.pix.height = UInt32(mode.size.height)
    format.fmt.pix.pixelformat = mode.pixelFormat.code
    format.fmt.pix.field = V4L2_FIELD_NONE.rawValue
    format.fmt.pix.bytesperline = 0
    format.fmt.pix.sizeimage = 0
    try handle.request(CV4L2_S_FMT, "VIDIOC_S_FMT", &format)
    return try CaptureFormat(
      format.fmt.pix, framesPerSecond: try setRate(mode.framesPerSecond), device: path)
  }

  /// Asks for a rate, frames a second, and returns the one that is set; nil where the driver has
  /// no say in it.
  private func setRate(_ rate: Double) throws -> Double? {
    var answer = v4l2_streamparm()
    answer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
    guard try handle.ask(CV4L2_G_PARM, "VIDIOC_G_PARM", &answer) else { return nil }
    if answer.parm.capture.capability & UInt32(V4L2_CAP_TIMEPERFRAME) != 0, rate > 0 {
      let isWhole = rate == rate.rounded()
      answer.parm.capture.timeperframe = v4l2_fract(
        numerator: isWhole ? 1 : 1000, denominator: UInt32(isWhole ? rate : (rate * 1000).rounded())
      )
      guard try handle.ask(CV4L2_S_PARM, "VIDIOC_S_PARM", &answer) else { return nil }
    }
    return framesPerSecond(answer.parm.capture.timeperframe)
  }
}
