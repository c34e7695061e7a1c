import CFFmpeg

/// Turns the packets of one video stream into pictures.
final class VideoDecoder {
  private let context: UnsafeMutablePointer<AVCodecContext>
  private let path: String
  /// Packets that could not be decoded and were passed over.
  private(set) var damagedPackets = 0

  /// - Throws: ``VideoError/unsupported(path:codec:)``.
  init(stream: UnsafeMutablePointer<AVStream>, path: String) throws {
    let parameters = stream.pointee.codecpar.pointee
    let codecName = String(cString: avcodec_get_name(parameters.codec_id))
    func refusal(_: String) -> VideoError { .unsupported(path: path, codec: codecName) }
    guard let codec = avcodec_find_decoder(parameters.codec_id) else { throw refusal("") }
    let context = try FFmpegCall.check(avcodec_alloc_context3(codec), orThrow: refusal)
    self.context = context
    self.path = path
    avcodec_parameters_to_context(context, stream.pointee.codecpar)
    context.pointee.pkt_timebase = stream.pointee.time_base
    // As many threads as FFmpeg likes: the pictures are the same with any number.
    context.pointee.thread_count = 0
    try FFmpegCall.check(avcodec_open2(context, codec, nil), orThrow: refusal)
  }

  deinit {
    var context: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&context)
  }

  /// Takes a packet; a damaged one is counted and passed over.
  ///
  /// - Parameter packet: nil after the last one.
  func send(_ packet: Packet?) {
    let result = avcodec_send_packet(context, packet?.pointer)
    if result < 0 && result != ffmpeg_end_of_file { damagedPackets += 1 }
  }

  /// The next finished picture; nil when it takes another packet first, or at the end.
  func receive() throws -> DecodedPicture? {
    let picture = try DecodedPicture(path: path)
    while true {
      let result = avcodec_receive_frame(context, picture.frame)
      if result >= 0 { return picture }
      if result == ffmpeg_again || result == ffmpeg_end_of_file { return nil }
      damagedPackets += 1
    }
  }
}
