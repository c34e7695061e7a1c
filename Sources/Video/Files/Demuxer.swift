import CFFmpeg
import Foundation

/// An opened media file: its streams and their packets, in the order of the file.
///
/// The file is opened by its path alone and FFmpeg is not told its name: no number patterns, no
/// playlists, no network addresses, no other files that a damaged or hostile file names.
final class Demuxer {
  let path: String
  let context: UnsafeMutablePointer<AVFormatContext>
  private var input: UnsafeMutablePointer<AVIOContext>?

  /// Opens a file and looks into its streams.
  ///
  /// - Throws: ``VideoError``: `system`, `folder`, `empty`, `notAVideo`, `truncated`.
  init(path: String) throws {
    try FFmpegLibraries.load()
    try Demuxer.checkFile(at: path)
    var input: UnsafeMutablePointer<AVIOContext>?
    try FFmpegCall.check(avio_open2(&input, "file:" + path, AVIO_FLAG_READ, nil, nil)) {
      .system(path: path, operation: "open", reason: $0)
    }
    do {
      context = try Demuxer.open(input, path: path)
    } catch {
      avio_closep(&input)
      throw error
    }
    self.path = path
    self.input = input
  }

  deinit {
    var context: UnsafeMutablePointer<AVFormatContext>? = context
    avformat_close_input(&context)
    avio_closep(&input)
  }

  private static func checkFile(at path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw VideoError.system(
        path: path, operation: "open", reason: String(cString: strerror(errno)))
    }
    if status.st_mode & S_IFMT == S_IFDIR { throw VideoError.folder(path: path) }
    if status.st_mode & S_IFMT == S_IFREG && status.st_size == 0 {
      throw VideoError.empty(path: path)
    }
  }

  private static func open(
    _ input: UnsafeMutablePointer<AVIOContext>?, path: String
  ) throws -> UnsafeMutablePointer<AVFormatContext> {
    let fresh = try FFmpegCall.check(avformat_alloc_context()) {
      .system(path: path, operation: "open", reason: $0)
    }
    fresh.pointee.pb = input
    fresh.pointee.flags |= AVFMT_FLAG_DISCARD_CORRUPT
    fresh.pointee.io_open = { _, _, _, _, _ in ffmpeg_error_of_errno(EACCES) }
    var context: UnsafeMutablePointer<AVFormatContext>? = fresh
    // On failure it frees the context, but not the input, which stays ours.
    let opened = avformat_open_input(&context, "", nil, nil)
    guard opened >= 0, let context else { throw refusal(opened, path: path) }
    let found = avformat_find_stream_info(context, nil)
    guard found >= 0 else {
      var closing: UnsafeMutablePointer<AVFormatContext>? = context
      avformat_close_input(&closing)
      throw refusal(found, path: path)
    }
    return context
  }

  private static func refusal(_ code: Int32, path: String) -> VideoError {
    ContainerEnd.isMissing(at: path)
      ? .truncated(path: path, frames: 0)
      : .notAVideo(path: path, reason: FFmpegCall.reason(of: code))
  }

  /// The streams of a kind, in the file's order; a cover picture is no video.
  func streams(of type: AVMediaType) -> [UnsafeMutablePointer<AVStream>] {
    (0..<Int(context.pointee.nb_streams)).compactMap { context.pointee.streams[$0] }.filter {
      $0.pointee.codecpar.pointee.codec_type == type
        && $0.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC == 0
    }
  }

  /// Lets the demuxer skip every stream but these.
  func keepOnly(_ kept: [UnsafeMutablePointer<AVStream>]) {
    for index in 0..<Int(context.pointee.nb_streams) {
      guard let stream = context.pointee.streams[index] else { continue }
      stream.pointee.discard = kept.contains(stream) ? AVDISCARD_DEFAULT : AVDISCARD_ALL
    }
  }

  /// When the earliest stream begins by the file's clock.
  var startTime: Duration {
    context.pointee.start_time == ffmpeg_no_time
      ? .zero
      : Duration(ticks: context.pointee.start_time, timeBase: AVRational(num: 1, den: AV_TIME_BASE))
  }

  /// How long the file says it is; nil where it does not.
  var duration: Duration? {
    guard context.pointee.duration != ffmpeg_no_time, context.pointee.duration > 0 else {
      return nil
    }
    return Duration(
      ticks: context.pointee.duration, timeBase: AVRational(num: 1, den: AV_TIME_BASE))
  }

  /// Reads the next packet into `packet`, whose earlier content is let go.
  ///
  /// - Returns: FFmpeg's result: 0, ``ffmpeg_end_of_file`` or an error.
  func read(into packet: Packet) -> Int32 {
    av_packet_unref(packet.pointer)
    return av_read_frame(context, packet.pointer)
  }
}
