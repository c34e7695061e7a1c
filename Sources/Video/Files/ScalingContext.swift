import CFFmpeg

/// Owner of a swscale context for one kind of conversion.
final class ScalingContext {
  /// What is converted to what.
  struct Conversion: Equatable {
    var source: PixelLayout
    var sourceWidth: Int
    var sourceHeight: Int
    var target: PixelLayout
    var targetWidth: Int
    var targetHeight: Int
  }

  typealias Planes = [UnsafeMutablePointer<UInt8>?]

  let conversion: Conversion
  private let context: OpaquePointer

  /// - Throws: what `makeError` makes of the reason where swscale does not convert these formats.
  init(_ conversion: Conversion, orThrow makeError: (String) -> VideoError) throws {
    try FFmpegLibraries.load()
    let isResize =
      conversion.sourceWidth != conversion.targetWidth
      || conversion.sourceHeight != conversion.targetHeight
    guard
      let context = sws_getContext(
        Int32(conversion.sourceWidth), Int32(conversion.sourceHeight), conversion.source.format,
        Int32(conversion.targetWidth), Int32(conversion.targetHeight), conversion.target.format,
        (isResize ? SWS_BICUBIC : SWS_BILINEAR) | SWS_ACCURATE_RND, nil, nil, nil)
    else { throw makeError("swscale knows no such conversion") }
    self.context = context
    self.conversion = conversion
    // A negative result means that the formats have no matrix or range to set.
    sws_setColorspaceDetails(
      context, sws_getCoefficients(conversion.source.matrix),
      conversion.source.isFullRange ? 1 : 0, sws_getCoefficients(conversion.target.matrix),
      conversion.target.isFullRange ? 1 : 0, 0, 1 << 16, 1 << 16)
  }

  deinit { sws_freeContext(context) }

  /// Converts a picture.
  ///
  /// - Parameters:
  ///   - source: the planes, four entries, and bytes a row of each, for the source's size.
  ///   - target: the same for the target; rows may be written up to their stride.
  func convert(
    from source: Planes, strides sourceStrides: [Int32], to target: Planes,
    strides targetStrides: [Int32]
  ) {
    precondition(
      source.count == 4 && sourceStrides.count == 4 && target.count == 4
        && targetStrides.count == 4, "\(source.count) and \(target.count) planes are not four")
    let planes = source.map { UnsafePointer($0) }
    sws_scale(
      context, planes, sourceStrides, 0, Int32(conversion.sourceHeight), target, targetStrides)
  }
}

extension AVFrame {
  /// The first four planes.
  var planes: ScalingContext.Planes { [data.0, data.1, data.2, data.3] }
  /// Bytes a row of the first four planes.
  var strides: [Int32] { [linesize.0, linesize.1, linesize.2, linesize.3] }
}
