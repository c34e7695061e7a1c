import CFFmpeg
import Imaging

/// Fits pictures of any size into one size: scaled with their proportions kept, black beside them.
final class Letterbox {
  private let width: Int
  private let height: Int
  private let path: String
  private var scaling: ScalingContext?

  /// - Parameter path: the file, for messages.
  init(width: Int, height: Int, path: String) {
    precondition(width > 0 && height > 0, "\(width)x\(height) is empty")
    self.width = width
    self.height = height
    self.path = path
  }

  /// The picture at the size; one that has it already comes back unchanged.
  func fit(_ image: ColorImage) throws -> ColorImage {
    if image.width == width && image.height == height { return image }
    guard !image.bounds.isEmpty else { return ColorImage(width: width, height: height) }
    let ratio = min(
      Double(width) / Double(image.width), Double(height) / Double(image.height))
    let inner = (
      width: max(1, min(width, Int((Double(image.width) * ratio).rounded()))),
      height: max(1, min(height, Int((Double(image.height) * ratio).rounded())))
    )
    let scaled = try scaled(image, width: inner.width, height: inner.height)
    var result = ColorImage(width: width, height: height)
    let (left, top) = ((width - inner.width) / 2, (height - inner.height) / 2)
    for y in 0..<inner.height {
      let target = ((top + y) * width + left) * 4
      let source = y * scaled.strideBytes
      result.bytes.replaceSubrange(
        target..<(target + inner.width * 4),
        with: scaled.bytes[source..<(source + inner.width * 4)])
    }
    return result
  }

  private func scaled(
    _ image: ColorImage, width: Int, height: Int
  ) throws -> (bytes: [UInt8], strideBytes: Int) {
    let bgra = PixelLayout(format: AV_PIX_FMT_BGRA, isFullRange: true, matrix: SWS_CS_ITU601)
    let conversion = ScalingContext.Conversion(
      source: bgra, sourceWidth: image.width, sourceHeight: image.height, target: bgra,
      targetWidth: width, targetHeight: height)
    if scaling?.conversion != conversion {
      scaling = try ScalingContext(conversion) {
        .notWritten(path: path, operation: "scale a picture", reason: $0)
      }
    }
    // swscale writes whole vectors: rows get room to a multiple of 64 bytes.
    let strideBytes = (width * 4 + 63) / 64 * 64
    var bytes = [UInt8](repeating: 0, count: strideBytes * height)
    image.bytes.withUnsafeBufferPointer { source in
      bytes.withUnsafeMutableBufferPointer { target in
        // SAFETY: swscale only reads the source; both buffers hold their rows at these strides.
        scaling?.convert(
          from: [UnsafeMutablePointer(mutating: source.baseAddress), nil, nil, nil],
          strides: [Int32(image.strideBytes), 0, 0, 0],
          to: [target.baseAddress, nil, nil, nil], strides: [Int32(strideBytes), 0, 0, 0])
      }
    }
    return (bytes, strideBytes)
  }
}
