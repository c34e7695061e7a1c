import CFFmpeg

/// What an encoder is told before it opens.
struct EncoderSettings {
  /// FFmpeg's name of the encoder.
  let name: String
  let width: Int
  let height: Int
  let frameRate: Double
  let delivery: VideoFileWriter.Delivery

  /// Opens the encoder.
  func open(
    _ codec: UnsafePointer<AVCodec>, path: String
  ) throws(VideoError) -> UnsafeMutablePointer<AVCodecContext> {
    guard let context = avcodec_alloc_context3(codec) else {
      throw .noEncoder(path: path, reason: "out of memory")
    }
    apply(to: context)
    let result = avcodec_open2(context, codec, nil)
    guard result >= 0 else {
      var closing: UnsafeMutablePointer<AVCodecContext>? = context
      avcodec_free_context(&closing)
      throw .noEncoder(path: path, reason: "\(name): \(FFmpegCall.reason(of: result))")
    }
    return context
  }

  private func apply(to context: UnsafeMutablePointer<AVCodecContext>) {
    context.pointee.width = Int32(width)
    context.pointee.height = Int32(height)
    context.pointee.framerate = av_d2q(frameRate, 100_000)
    // Two seconds: what a player needs to go back at most to show any frame.
    context.pointee.gop_size = Int32(max(1, min(600, (frameRate * 2).rounded())))
    context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER
    context.pointee.color_range = AVCOL_RANGE_MPEG
    context.pointee.colorspace =
      PixelLayout.customaryMatrix(width: width, height: height) == SWS_CS_ITU709
      ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M
    if name == "libx264" { applyH264(to: context) } else { applyMPEG4(to: context) }
  }

  private func applyH264(to context: UnsafeMutablePointer<AVCodecContext>) {
    let isEven = width % 2 == 0 && height % 2 == 0
    context.pointee.pix_fmt = isEven ? AV_PIX_FMT_YUV420P : AV_PIX_FMT_YUV444P
    context.pointee.time_base = AVRational(num: 1, den: 1_000_000)
    av_opt_set(context.pointee.priv_data, "preset", "veryfast", 0)
    av_opt_set(context.pointee.priv_data, "crf", "18", 0)
    if delivery == .growing {
      // Every frame leaves the encoder at once, so that a crash costs none that went in.
      av_opt_set(context.pointee.priv_data, "tune", "zerolatency", 0)
      context.pointee.thread_count = 2
    } else {
      context.pointee.thread_count = 0
    }
  }

  private func applyMPEG4(to context: UnsafeMutablePointer<AVCodecContext>) {
    context.pointee.pix_fmt = AV_PIX_FMT_YUV420P
    // MPEG-4 counts time in 16 bits.
    context.pointee.time_base = AVRational(num: 1, den: 1000)
    context.pointee.flags |= AV_CODEC_FLAG_QSCALE
    context.pointee.global_quality = 3 * FF_QP2LAMBDA
  }
}
