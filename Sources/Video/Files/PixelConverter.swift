import CFFmpeg
import Foundation
import Imaging

/// Turns decoded pictures of any format into gray levels and into colour. Used from several
/// threads, one at a time.
// Sendable: the lock guards everything that changes.
final class PixelConverter: @unchecked Sendable {
  private let path: String
  private let lock = NSLock()
  private var toGray: ScalingContext?
  private var toColor: ScalingContext?

  /// - Parameter path: the file, for messages.
  init(path: String) {
    self.path = path
  }

  /// The full-range gray levels of a picture; colour without luma is weighted by ITU-R BT.601.
  func gray(of picture: DecodedPicture) throws -> GrayImage {
    let target = PixelLayout(format: AV_PIX_FMT_GRAY8, isFullRange: true, matrix: SWS_CS_ITU601)
    let pixels = try lock.withLock {
      let context = try context(toGray, from: picture, to: target)
      toGray = context
      return PixelConverter.bytes(of: picture, by: context, bytesPerPixel: 1)
    }
    return GrayImage(width: picture.width, height: picture.height, pixels: pixels)
  }

  /// The colours of a picture; transparency is dropped.
  func color(of picture: DecodedPicture) throws -> ColorImage {
    let target = PixelLayout(format: AV_PIX_FMT_BGRA, isFullRange: true, matrix: SWS_CS_ITU601)
    var bytes = try lock.withLock {
      let context = try context(toColor, from: picture, to: target)
      toColor = context
      return PixelConverter.bytes(of: picture, by: context, bytesPerPixel: 4)
    }
    if picture.layout.hasAlpha {
      for alpha in stride(from: 3, to: bytes.count, by: 4) { bytes[alpha] = 255 }
    }
    return ColorImage(width: picture.width, height: picture.height, bytes: bytes)
  }

  /// The kept context where it fits, else a new one.
  private func context(
    _ kept: ScalingContext?, from picture: DecodedPicture, to target: PixelLayout
  ) throws -> ScalingContext {
    let conversion = ScalingContext.Conversion(
      source: picture.layout, sourceWidth: picture.width, sourceHeight: picture.height,
      target: target, targetWidth: picture.width, targetHeight: picture.height)
    if let kept, kept.conversion == conversion { return kept }
    return try ScalingContext(conversion) {
      .damaged(path: path, frames: 0, reason: "pixels cannot be converted: \($0)")
    }
  }

  /// The converted picture with its rows packed.
  private static func bytes(
    of picture: DecodedPicture, by context: ScalingContext, bytesPerPixel: Int
  ) -> [UInt8] {
    let rowBytes = picture.width * bytesPerPixel
    // swscale writes whole vectors: rows get room to a multiple of 64 bytes.
    let strideBytes = (rowBytes + 63) / 64 * 64
    let padded = [UInt8](unsafeUninitializedCapacity: strideBytes * picture.height) {
      target, count in
      // SAFETY: the target has room for `height` rows of `strideBytes`, zeroed so that the padding
      // is defined; the frame's planes are FFmpeg's own.
      target.initialize(repeating: 0)
      context.convert(
        from: picture.frame.pointee.planes, strides: picture.frame.pointee.strides,
        to: [target.baseAddress, nil, nil, nil], strides: [Int32(strideBytes), 0, 0, 0])
      count = strideBytes * picture.height
    }
    if strideBytes == rowBytes { return padded }
    var packed: [UInt8] = []
    packed.reserveCapacity(rowBytes * picture.height)
    for row in 0..<picture.height {
      packed += padded[(row * strideBytes)..<(row * strideBytes + rowBytes)]
    }
    return packed
  }
}
