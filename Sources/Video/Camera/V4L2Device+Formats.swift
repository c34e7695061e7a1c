import CV4L2

// No camera has so many; a driver that never ends its list must not hang the program.
private let longestList: UInt32 = 512

extension V4L2Device {
  /// The pixel formats that the device itself has, with sizes and rates, in the driver's order.
  package func formats() throws -> [CameraFormat] {
    var result: [CameraFormat] = []
    for index in 0..<longestList {
      var answer = v4l2_fmtdesc()
      answer.index = index
      answer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
      guard try handle.ask(CV4L2_ENUM_FMT, "VIDIOC_ENUM_FMT", &answer) else { break }
      let format = PixelFormat(code: answer.pixelformat)
      result.append(
        CameraFormat(
          pixelFormat: format, description: text(answer.description), sizes: try sizes(of: format)))
    }
    return result
  }

  private func sizes(of format: PixelFormat) throws -> [CameraFrameSize] {
    var result: [CameraFrameSize] = []
    for index in 0..<longestList {
      var answer = v4l2_frmsizeenum()
      answer.index = index
      answer.pixel_format = format.code
      guard try handle.ask(CV4L2_ENUM_FRAMESIZES, "VIDIOC_ENUM_FRAMESIZES", &answer) else { break }
      guard answer.type == V4L2_FRMSIZE_TYPE_DISCRETE.rawValue else {
        return [try range(answer.stepwise, of: format)]
      }
      let size = CameraExtent(answer.discrete)
      let (rates, areRange) = try rates(of: format, size)
      result.append(
        CameraFrameSize(
          width: size.width, height: size.height, rates: rates, ratesAreRange: areRange))
    }
    return result.sorted { ($0.width * $0.height, $0.width) > ($1.width * $1.height, $1.width) }
  }

  private func range(
    _ range: v4l2_frmsize_stepwise, of format: PixelFormat
  ) throws -> CameraFrameSize {
    let greatest = CameraExtent(width: Int(range.max_width), height: Int(range.max_height))
    let (rates, areRange) = try rates(of: format, greatest)
    return CameraFrameSize(
      width: greatest.width, height: greatest.height,
      minimum: CameraExtent(width: Int(range.min_width), height: Int(range.min_height)),
      step: CameraExtent(width: Int(range.step_width), height: Int(range.step_height)),
      rates: rates, ratesAreRange: areRange)
  }

  private func rates(
    of format: PixelFormat, _ size: CameraExtent
  ) throws -> (rates: [Double], areRange: Bool) {
    var result: [Double] = []
    for index in 0..<longestList {
      var answer = v4l2_frmivalenum()
      answer.index = index
      answer.pixel_format = format.code
      answer.width = UInt32(size.width)
      answer.height = UInt32(size.height)
      let operation = "VIDIOC_ENUM_FRAMEINTERVALS"
      guard try handle.ask(CV4L2_ENUM_FRAMEINTERVALS, operation, &answer) else { break }
      guard answer.type == V4L2_FRMIVAL_TYPE_DISCRETE.rawValue else {
        let rates = [answer.stepwise.min, answer.stepwise.max].compactMap(framesPerSecond)
        return (rates, rates.count == 2)
      }
      if let rate = framesPerSecond(answer.discrete) { result.append(rate) }
    }
    return (result.sorted(by: >), false)
  }
}

/// Frames a second of an interval between frames; nil where it is no number.
func framesPerSecond(_ interval: v4l2_fract) -> Double? {
  guard interval.numerator > 0, interval.denominator > 0 else { return nil }
  let rate = Double(interval.denominator) / Double(interval.numerator)
  return (rate * 1000).rounded() / 1000
}

extension CameraExtent {
  fileprivate init(_ size: v4l2_frmsize_discrete) {
    self.init(width: Int(size.width), height: Int(size.height))
  }
}
