import CFFmpeg
import Glibc

/// A Matroska file being written: packets in, one container out. Matroska counts time in
/// milliseconds: each packet's time is rounded to the nearest.
final class MatroskaMuxer {
  private let path: String
  private let context: UnsafeMutablePointer<AVFormatContext>

  /// Opens a file for writing; what was there under the name is gone.
  ///
  /// - Parameters:
  ///   - file: the path to open.
  ///   - path: the path to name in messages.
  init(file: String, path: String, delivery: VideoFileWriter.Delivery) throws {
    try FFmpegLibraries.load()
    var context: UnsafeMutablePointer<AVFormatContext>?
    try FFmpegCall.check(avformat_alloc_output_context2(&context, nil, "matroska", nil)) {
      .notWritten(path: path, operation: "write Matroska", reason: $0)
    }
    self.context = try FFmpegCall.check(context) {
      .notWritten(path: path, operation: "write Matroska", reason: $0)
    }
    self.path = path
    // Sound may begin a little before zero, with an encoder's lead-in: its blocks can say so, and
    // nothing has to be moved.
    self.context.pointee.avoid_negative_ts = 0
    if delivery == .growing { try Self.makePrivate(file) }
    var output: UnsafeMutablePointer<AVIOContext>?
    let result = avio_open2(&output, "file:" + file, AVIO_FLAG_WRITE, nil, nil)
    self.context.pointee.pb = output
    try FFmpegCall.check(result) { .system(path: path, operation: "create", reason: $0) }
    if delivery == .growing {
      // FFmpeg holds a cluster back until it is complete: half a second is what a crash may cost.
      av_opt_set_int(context?.pointee.priv_data, "cluster_time_limit", 500, 0)
      self.context.pointee.flush_packets = 1
    }
  }

  /// Makes an empty file that nobody but its owner can read, for FFmpeg to open: a recording shows
  /// people.
  private static func makePrivate(_ file: String) throws {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    // What is wrong FFmpeg will say.
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var status = stat()
    // One that is there already keeps its rights otherwise; a device's are not ours to change.
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    if fchmod(descriptor, 0o600) != 0 {
      throw VideoError.system(
        path: file, operation: "keep others from reading", reason: String(cString: strerror(errno)))
    }
  }

  deinit {
    avio_closep(&context.pointee.pb)
    avformat_free_context(context)
  }

  /// Adds the stream of an encoder's packets and returns its number.
  func addStream(of encoder: VideoEncoder, frameRate: Double?) throws -> Int {
    let stream = try newStream()
    try FFmpegCall.check(
      avcodec_parameters_from_context(stream.pointee.codecpar, encoder.context)
    ) { failure("add the video", $0) }
    if let frameRate { stream.pointee.avg_frame_rate = av_d2q(frameRate, 100_000) }
    return Int(stream.pointee.index)
  }

  /// Adds a stream whose packets are copied from another file and returns its number.
  func addCopy(of original: UnsafeMutablePointer<AVStream>) throws -> Int {
    let stream = try newStream()
    try FFmpegCall.check(
      avcodec_parameters_copy(stream.pointee.codecpar, original.pointee.codecpar)
    ) { failure("add the sound", $0) }
    // The tag belongs to the other container.
    stream.pointee.codecpar.pointee.codec_tag = 0
    stream.pointee.disposition = original.pointee.disposition
    av_dict_copy(&stream.pointee.metadata, original.pointee.metadata, 0)
    return Int(stream.pointee.index)
  }

  /// Whether Matroska can hold a codec.
  static func holds(_ codec: AVCodecID) -> Bool {
    avformat_query_codec(
      av_guess_format("matroska", nil, nil), codec, FF_COMPLIANCE_NORMAL) == 1
  }

  /// Writes the header: after the streams, before the packets.
  func begin() throws {
    try FFmpegCall.check(avformat_write_header(context, nil)) { failure("write the header", $0) }
    avio_flush(context.pointee.pb)
    try checkOutput("write the header")
  }

  /// Writes a packet, in order of time among all streams; `packet` is empty afterwards.
  ///
  /// - Parameter timeBase: what the packet's times count in.
  func write(_ packet: Packet, stream: Int, timeBase: AVRational) throws {
    guard let target = context.pointee.streams[stream] else { return }
    av_packet_rescale_ts(packet.pointer, timeBase, target.pointee.time_base)
    packet.pointer.pointee.stream_index = Int32(stream)
    packet.pointer.pointee.pos = -1
    try FFmpegCall.check(av_interleaved_write_frame(context, packet.pointer)) {
      failure("write a frame", $0)
    }
    try checkOutput("write a frame")
  }

  /// Completes and closes the file.
  func finish() throws {
    try FFmpegCall.check(av_write_trailer(context)) { failure("complete the file", $0) }
    try checkOutput("complete the file")
    try FFmpegCall.check(avio_closep(&context.pointee.pb)) { failure("complete the file", $0) }
  }

  private func newStream() throws -> UnsafeMutablePointer<AVStream> {
    try FFmpegCall.check(avformat_new_stream(context, nil)) { failure("add a stream", $0) }
  }

  /// FFmpeg remembers a failed write until it is asked.
  private func checkOutput(_ operation: String) throws {
    guard let output = context.pointee.pb else { return }
    try FFmpegCall.check(output.pointee.error) { failure(operation, $0) }
  }

  private func failure(_ operation: String, _ reason: String) -> VideoError {
    .notWritten(path: path, operation: operation, reason: reason)
  }
}
