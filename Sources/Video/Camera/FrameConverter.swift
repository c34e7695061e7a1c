import Imaging

/// Makes pictures from a camera's bytes. Any thread.
package final class FrameConverter: Sendable {
  package let format: CaptureFormat
  let matrix: YUVMatrix
  let layout: YUVLayout?
  /// The gray level for each luma level.
  let grayLevels: [UInt8]
  // Two, so that whoever shows a frame does not hold up the capturing of the next.
  let grayDecoder = JPEGDecoder()
  let colorDecoder = JPEGDecoder()

  package init(_ format: CaptureFormat) {
    self.format = format
    matrix = YUVMatrix(format.encoding)
    layout = YUVLayout(format)
    grayLevels = format.encoding.grayLevels
  }

  /// The frame as full-range gray levels.
  ///
  /// - Throws: ``CameraError/brokenFrame(detail:)`` when the bytes are too few or damaged.
  package func gray(_ bytes: UnsafeRawBufferPointer) throws -> GrayImage {
    try checkLength(bytes)
    switch format.pixelFormat {
    case .bgr24: return gray(bytes, blue: 0, red: 2)
    case .rgb24: return gray(bytes, blue: 2, red: 0)
    case .grey: return luma(bytes, offset: 0, step: 1)
    default:
      guard let layout else {
        return try grayDecoder.gray(bytes, width: format.width, height: format.height)
      }
      return luma(bytes, offset: layout.lumaOffset, step: layout.lumaStep)
    }
  }

  /// The frame in colour.
  ///
  /// - Throws: ``CameraError/brokenFrame(detail:)`` when the bytes are too few or damaged.
  package func color(_ bytes: UnsafeRawBufferPointer) throws -> ColorImage {
    try checkLength(bytes)
    switch format.pixelFormat {
    case .bgr24: return color(bytes, blue: 0, red: 2)
    case .rgb24: return color(bytes, blue: 2, red: 0)
    case .grey: return ColorImage(luma(bytes, offset: 0, step: 1))
    default:
      guard let layout else {
        return try colorDecoder.color(bytes, width: format.width, height: format.height)
      }
      return color(bytes, layout)
    }
  }

  private func checkLength(_ bytes: UnsafeRawBufferPointer) throws(CameraError) {
    guard bytes.count >= format.minimumBytes else {
      throw .brokenFrame(
        detail: "\(bytes.count) bytes instead of \(format.minimumBytes) for \(format)")
    }
  }
}
