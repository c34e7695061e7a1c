import CV4L2

/// The capture mode that the driver really set.
package struct CaptureFormat: Sendable, Equatable {
  package let pixelFormat: PixelFormat
  /// Width in pixels.
  package let width: Int
  /// Height in pixels.
  package let height: Int
  /// Bytes from one row to the next, of the first plane; 0 for JPEG and the like.
  package let strideBytes: Int
  /// Frames a second; nil where the driver does not say.
  package let framesPerSecond: Double?
  /// How luma and chroma make colours.
  package let encoding: YUVEncoding

  package init(
    pixelFormat: PixelFormat, width: Int, height: Int, strideBytes: Int,
    framesPerSecond: Double? = nil, encoding: YUVEncoding = .limitedBT601
  ) {
    self.pixelFormat = pixelFormat
    self.width = width
    self.height = height
    self.strideBytes = strideBytes
    self.framesPerSecond = framesPerSecond
    self.encoding = encoding
  }

  /// From the driver's answer.
  ///
  /// - Parameter device: the camera's path, for the error's text.
  init(_ pix: v4l2_pix_format, framesPerSecond: Double?, device: String) throws(CameraError) {
    let format = PixelFormat(code: pix.pixelformat)
    self.init(
      pixelFormat: format, width: Int(pix.width), height: Int(pix.height),
      strideBytes: Self.stride(pix, format), framesPerSecond: framesPerSecond,
      encoding: YUVEncoding(pix, format))
    guard PixelFormat.supported.contains(format) else {
      throw .noUsableFormat(device: device, offered: [format])
    }
    // Beyond any sensor; JPEG's own limit is near it.
    guard (1...32_768).contains(width), (1...32_768).contains(height) else {
      throw .unusableMode(device: device, detail: "\(width)x\(height) pixels")
    }
    guard format.isJPEG || isForeign || strideBytes >= rowBytes else {
      throw .unusableMode(
        device: device, detail: "\(format) of width \(width) in rows of \(strideBytes) bytes")
    }
  }

  /// Whether libv4lconvert makes pictures of it.
  var isForeign: Bool { PixelFormat.foreign.contains(pixelFormat) }

  /// Old drivers leave the stride 0 and mean rows without gaps.
  private static func stride(_ pix: v4l2_pix_format, _ format: PixelFormat) -> Int {
    if format.isJPEG { return 0 }
    if pix.bytesperline > 0 { return Int(pix.bytesperline) }
    return packedRowBytes(format, width: Int(pix.width))
  }

  /// Bytes of a row's pixels in the first plane; 0 for JPEG.
  var rowBytes: Int { Self.packedRowBytes(pixelFormat, width: width) }

  private static func packedRowBytes(_ format: PixelFormat, width: Int) -> Int {
    switch format {
    case .yuyv, .uyvy: (width + 1) / 2 * 4
    case .bgr24, .rgb24: width * 3
    case .nv12, .yuv420, .grey: width
    default: 0
    }
  }

  /// The fewest bytes that hold a whole picture; 1 for JPEG, whose header says more, and for what
  /// libv4lconvert takes.
  var minimumBytes: Int {
    switch pixelFormat {
    case .nv12:
      let chromaRows = (height + 1) / 2
      return strideBytes * (height + chromaRows - 1) + (width + 1) / 2 * 2
    case .yuv420:
      let chromaRows = (height + 1) / 2
      return strideBytes * height + strideBytes / 2 * (chromaRows * 2 - 1) + (width + 1) / 2
    case _ where pixelFormat.isJPEG || isForeign:
      return 1
    default:
      return strideBytes * (height - 1) + rowBytes
    }
  }
}

extension CaptureFormat: CustomStringConvertible {
  /// Such as "YUYV 640x480 at 30 fps".
  package var description: String {
    let rate = framesPerSecond.map { rate in
      rate == rate.rounded() ? " at \(Int(rate)) fps" : " at \(rate) fps"
    }
    return "\(pixelFormat) \(width)x\(height)\(rate ?? "")"
  }
}
