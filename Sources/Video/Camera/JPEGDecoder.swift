import CTurboJPEG
import Imaging
import Synchronization

/// Decodes a camera's JPEG frames; damaged ones are refused, never half-decoded. Any thread.
final class JPEGDecoder: Sendable {
  // @unchecked: TurboJPEG's handle is only used under the lock.
  private struct Handle: @unchecked Sendable {
    let pointer: tjhandle?
  }

  private let handle = Mutex(Handle(pointer: tjInitDecompress()))

  deinit {
    handle.withLock { handle in
      if let pointer = handle.pointer { tjDestroy(pointer) }
    }
  }

  /// The frame as gray levels; JPEG's luma is full range already, so only it is decoded.
  ///
  /// - Parameters:
  ///   - width: the camera's mode; a JPEG of another size is refused.
  /// - Throws: ``CameraError/brokenFrame(detail:)``.
  func gray(_ jpeg: UnsafeRawBufferPointer, width: Int, height: Int) throws -> GrayImage {
    let pixels = try decode(jpeg, width, height, TJPF_GRAY, bytesPerPixel: 1)
    return GrayImage(width: width, height: height, pixels: pixels)
  }

  /// The frame in colour; see ``gray(_:width:height:)``.
  func color(_ jpeg: UnsafeRawBufferPointer, width: Int, height: Int) throws -> ColorImage {
    let bytes = try decode(jpeg, width, height, TJPF_BGRA, bytesPerPixel: 4)
    return ColorImage(width: width, height: height, bytes: bytes)
  }

  private func decode(
    _ jpeg: UnsafeRawBufferPointer, _ width: Int, _ height: Int, _ format: TJPF,
    bytesPerPixel: Int
  ) throws -> [UInt8] {
    try handle.withLock { handle in
      guard let decoder = handle.pointer else {
        throw CameraError.brokenFrame(detail: "TurboJPEG has no memory for a decoder")
      }
      let bytes = try Self.whole(jpeg)
      try Self.check(bytes, decoder, width, height)
      let count = width * height * bytesPerPixel
      return try [UInt8](unsafeUninitializedCapacity: count) { target, written in
        // SAFETY: the header's size was checked, `target` has a row of `width` pixels for each.
        let result = tjDecompress2(
          decoder, bytes.baseAddress, UInt(bytes.count), target.baseAddress, Int32(width),
          Int32(width * bytesPerPixel), Int32(height), format.rawValue, 0)
        guard result == 0 || Self.isHarmless(decoder) else {
          throw CameraError.brokenFrame(detail: Self.message(decoder))
        }
        written = count
      }
    }
  }

  private static func check(
    _ bytes: UnsafeBufferPointer<UInt8>, _ decoder: tjhandle, _ width: Int, _ height: Int
  ) throws {
    var found: (width: Int32, height: Int32) = (0, 0)
    var subsampling: Int32 = 0
    var colorspace: Int32 = 0
    let result = tjDecompressHeader3(
      decoder, bytes.baseAddress, UInt(bytes.count), &found.width, &found.height, &subsampling,
      &colorspace)
    guard result == 0 else { throw CameraError.brokenFrame(detail: message(decoder)) }
    guard found == (Int32(width), Int32(height)) else {
      throw CameraError.brokenFrame(
        detail: "a JPEG of \(found.width)x\(found.height) in a mode of \(width)x\(height)")
    }
  }

  /// The picture from its start to its end marker. Drivers pad buffers behind it; a frame that was
  /// cut off has none.
  private static func whole(
    _ jpeg: UnsafeRawBufferPointer
  ) throws -> UnsafeBufferPointer<UInt8> {
    let bytes = jpeg.bindMemory(to: UInt8.self)
    guard bytes.count > 4, bytes[0] == 0xff, bytes[1] == 0xd8 else {
      throw CameraError.brokenFrame(detail: "\(bytes.count) bytes that are no JPEG")
    }
    var end = bytes.count - 1
    while end > 3, !(bytes[end - 1] == 0xff && bytes[end] == 0xd9) { end -= 1 }
    guard end > 3 else { throw CameraError.brokenFrame(detail: "a JPEG without an end") }
    return UnsafeBufferPointer(rebasing: bytes[...end])
  }

  /// Many cameras put a few stray bytes between markers; the picture is whole all the same.
  private static func isHarmless(_ decoder: tjhandle) -> Bool {
    tjGetErrorCode(decoder) == Int32(TJERR_WARNING.rawValue)
      && message(decoder).contains("extraneous bytes before marker")
  }

  private static func message(_ decoder: tjhandle) -> String {
    tjGetErrorStr2(decoder).map { String(cString: $0) } ?? "unknown JPEG error"
  }
}
