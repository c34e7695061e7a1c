import CV4L2
import CV4LConvert

/// Makes pictures of what a camera sends in a format that only libv4lconvert understands. One
/// thread.
final class ForeignFormat {
  /// What the pictures are made of: blue, green and red, a byte each.
  let result: CaptureFormat
  private let converter: OpaquePointer
  private var source = v4l2_format()
  private var target = v4l2_format()
  /// What the camera sent, with so much room behind it that no decoder reads past its end.
  private var padded: [UInt8]

  /// - Parameters:
  ///   - format: what the camera sends.
  ///   - device: the camera's path, for the error's text.
  /// - Throws: ``CameraError/noConverter(device:format:reason:)``.
  init(_ format: CaptureFormat, device: String) throws(CameraError) {
    if let reason = Self.failure {
      throw .noConverter(device: device, format: format.pixelFormat, reason: reason)
    }
    guard let converter = v4lconvert_create_alone() else {
      throw .noConverter(device: device, format: format.pixelFormat, reason: "no memory")
    }
    self.converter = converter
    let (width, height) = (format.width, format.height)
    result = CaptureFormat(
      pixelFormat: .bgr24, width: width, height: height, strideBytes: width * 3,
      framesPerSecond: format.framesPerSecond)
    // Four bytes a pixel are the most that any of the formats takes, rows may be longer.
    padded = Array(repeating: 0, count: max(width * 4, format.strideBytes) * (height + 1))
    source.type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
    source.fmt.pix.width = UInt32(width)
    source.fmt.pix.height = UInt32(height)
    target = source
    source.fmt.pix.pixelformat = format.pixelFormat.code
    source.fmt.pix.bytesperline = UInt32(format.strideBytes)
    source.fmt.pix.sizeimage = UInt32(padded.count)
    target.fmt.pix.pixelformat = PixelFormat.bgr24.code
    target.fmt.pix.bytesperline = UInt32(width * 3)
    target.fmt.pix.sizeimage = UInt32(width * 3 * height)
  }

  deinit { v4lconvert_destroy(converter) }

  /// Why the library cannot be opened; nil where it was.
  private static let failure: String? = v4lconvert_load().map { String(cString: $0) }

  /// The bytes of a picture in ``result``.
  ///
  /// - Throws: ``CameraError/brokenFrame(detail:)``, in the library's words.
  func convert(_ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
    var picture = [UInt8](repeating: 0, count: Int(target.fmt.pix.sizeimage))
    let length = min(bytes.count, padded.count)
    padded.withUnsafeMutableBytes {
      $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<length]))
    }
    let (source, target) = (source, target)
    let written = withUnsafePointer(to: source) { source in
      withUnsafePointer(to: target) { target in
        // SAFETY: the sizes passed are those of the two arrays; see `padded`.
        v4lconvert_convert(
          converter, source, target, &padded, Int32(length), &picture, Int32(picture.count))
      }
    }
    guard written == picture.count else {
      throw CameraError.brokenFrame(
        detail: String(cString: v4lconvert_get_error_message(converter)))
    }
    return picture
  }
}
