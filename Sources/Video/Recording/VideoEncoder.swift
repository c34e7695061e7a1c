import CFFmpeg
import Imaging

/// Compresses pictures of one size: H.264 by libx264, MPEG-4 Part 2 where that is missing.
///
/// Luma is written in limited range, by the matrix of ITU-R BT.709 for HD sizes and of BT.601 below,
/// and the stream says so. With an odd width or height H.264 keeps full colour resolution (4:4:4),
/// which is the only way to keep the exact size.
package final class VideoEncoder {
  let context: UnsafeMutablePointer<AVCodecContext>
  private let path: String
  private let frame: UnsafeMutablePointer<AVFrame>
  private let packet: Packet
  private let scaling: ScalingContext
  private var lastTick: Int64?

  /// Opens the first encoder that works.
  ///
  /// - Parameters:
  ///   - frameRate: frames a second for the rate control; times are each frame's own anyway.
  ///   - candidates: encoders by FFmpeg's names, the best first.
  /// - Throws: ``VideoError/noEncoder(path:reason:)``.
  package init(
    path: String, width: Int, height: Int, frameRate: Double?,
    delivery: VideoFileWriter.Delivery, candidates: [String] = ["libx264", "mpeg4"]
  ) throws {
    precondition(width > 0 && height > 0, "\(width)x\(height) is empty")
    try FFmpegLibraries.load()
    var reason = "this FFmpeg has neither"
    var opened: UnsafeMutablePointer<AVCodecContext>?
    for name in candidates where opened == nil {
      guard let codec = avcodec_find_encoder_by_name(name) else { continue }
      let settings = EncoderSettings(
        name: name, width: width, height: height, frameRate: frameRate ?? 25, delivery: delivery)
      do {
        opened = try settings.open(codec, path: path)
      } catch {
        reason = error.description
      }
    }
    guard let opened else { throw VideoError.noEncoder(path: path, reason: reason) }
    self.path = path
    context = opened
    var frame = av_frame_alloc()
    do {
      self.frame = try FFmpegCall.check(frame) {
        .notWritten(path: path, operation: "allocate a picture", reason: $0)
      }
      packet = try Packet(path: path)
      scaling = try VideoEncoder.scaling(to: opened, path: path)
      try VideoEncoder.prepare(self.frame, for: opened, path: path)
    } catch {
      av_frame_free(&frame)
      var closing: UnsafeMutablePointer<AVCodecContext>? = opened
      avcodec_free_context(&closing)
      throw error
    }
  }

  /// FFmpeg's name of the codec that was opened, such as `h264`.
  package var codecName: String { String(cString: avcodec_get_name(context.pointee.codec_id)) }

  deinit {
    var frame: UnsafeMutablePointer<AVFrame>? = frame
    av_frame_free(&frame)
    var context: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&context)
  }

  /// Compresses a picture of the encoder's size.
  ///
  /// - Parameters:
  ///   - time: when it is shown; put one tick behind its predecessor where it is not later.
  ///   - deliver: takes the packets that are finished, in the encoder's time base.
  package func encode(
    _ image: ColorImage, time: Duration, deliver: (Packet) throws -> Void
  ) throws {
    precondition(
      image.width == Int(context.pointee.width) && image.height == Int(context.pointee.height),
      "\(image.bounds) does not fit an encoder for \(context.pointee.width)x"
        + "\(context.pointee.height)")
    try FFmpegCall.check(av_frame_make_writable(frame)) { failure("encode", $0) }
    image.bytes.withUnsafeBufferPointer { bytes in
      // SAFETY: swscale only reads the source; its rows lie `strideBytes` apart.
      scaling.convert(
        from: [UnsafeMutablePointer(mutating: bytes.baseAddress), nil, nil, nil],
        strides: [Int32(image.strideBytes), 0, 0, 0], to: frame.pointee.planes,
        strides: frame.pointee.strides)
    }
    let tick = max(time.ticks(of: context.pointee.time_base), lastTick.map { $0 + 1 } ?? .min)
    lastTick = tick
    frame.pointee.pts = tick
    try FFmpegCall.check(avcodec_send_frame(context, frame)) { failure("encode", $0) }
    try receive(deliver)
  }

  /// Compresses what is still waiting inside the encoder.
  package func finish(deliver: (Packet) throws -> Void) throws {
    try FFmpegCall.check(avcodec_send_frame(context, nil)) { failure("finish encoding", $0) }
    try receive(deliver)
  }

  private func receive(_ deliver: (Packet) throws -> Void) throws {
    while true {
      let result = avcodec_receive_packet(context, packet.pointer)
      if result == ffmpeg_again || result == ffmpeg_end_of_file { return }
      try FFmpegCall.check(result) { failure("encode", $0) }
      try deliver(packet)
    }
  }

  private func failure(_ operation: String, _ reason: String) -> VideoError {
    .notWritten(path: path, operation: operation, reason: reason)
  }

  private static func prepare(
    _ frame: UnsafeMutablePointer<AVFrame>, for context: UnsafeMutablePointer<AVCodecContext>,
    path: String
  ) throws {
    frame.pointee.format = context.pointee.pix_fmt.rawValue
    frame.pointee.width = context.pointee.width
    frame.pointee.height = context.pointee.height
    frame.pointee.color_range = context.pointee.color_range
    frame.pointee.colorspace = context.pointee.colorspace
    try FFmpegCall.check(av_frame_get_buffer(frame, 0)) {
      .notWritten(path: path, operation: "allocate a picture", reason: $0)
    }
  }

  private static func scaling(
    to context: UnsafeMutablePointer<AVCodecContext>, path: String
  ) throws -> ScalingContext {
    let (width, height) = (Int(context.pointee.width), Int(context.pointee.height))
    let bgra = PixelLayout(format: AV_PIX_FMT_BGRA, isFullRange: true, matrix: SWS_CS_ITU601)
    let yuv = PixelLayout(
      format: context.pointee.pix_fmt, isFullRange: false,
      matrix: PixelLayout.customaryMatrix(width: width, height: height))
    let conversion = ScalingContext.Conversion(
      source: bgra, sourceWidth: width, sourceHeight: height, target: yuv, targetWidth: width,
      targetHeight: height)
    return try ScalingContext(conversion) {
      .notWritten(path: path, operation: "convert a picture", reason: $0)
    }
  }
}
