import CFFmpeg

/// The pictures of a file's first video stream, one after the other: demuxer and decoder together.
final class PictureReader {
  let demuxer: Demuxer
  let stream: UnsafeMutablePointer<AVStream>
  private let decoder: VideoDecoder
  private let packet: Packet
  private var end: Int32?

  /// - Throws: ``VideoError`` where the file has no video that can be decoded.
  init(path: String) throws {
    demuxer = try Demuxer(path: path)
    guard let stream = demuxer.streams(of: AVMEDIA_TYPE_VIDEO).first else {
      throw VideoError.noPictures(path: path)
    }
    self.stream = stream
    demuxer.keepOnly([stream])
    decoder = try VideoDecoder(stream: stream, path: path)
    packet = try Packet(path: path)
  }

  /// Packets of the video that could not be decoded and were passed over.
  var damagedPackets: Int { decoder.damagedPackets }

  /// The next picture that is complete.
  ///
  /// - Parameter stop: asked before each packet; the answer true ends the search.
  /// - Returns: nil at the end of what can be read; ``failure(afterFrames:)`` tells whether that is
  ///   the end of the file.
  func next(until stop: () -> Bool = { false }) throws -> DecodedPicture? {
    while true {
      if let picture = try decoder.receive() { return picture }
      if end != nil || stop() { return nil }
      let result = demuxer.read(into: packet)
      if result == ffmpeg_again { continue }
      if result < 0 {
        end = result
        decoder.send(nil)
      } else if packet.pointer.pointee.stream_index == stream.pointee.index {
        decoder.send(packet)
      }
    }
  }

  /// Why reading ended; nil where the file ended.
  ///
  /// - Parameter count: frames delivered so far.
  func failure(afterFrames count: Int) -> VideoError? {
    guard let end else { return nil }
    if ContainerEnd.isMissing(at: demuxer.path) {
      return .truncated(path: demuxer.path, frames: count)
    }
    if end != ffmpeg_end_of_file {
      return .damaged(path: demuxer.path, frames: count, reason: FFmpegCall.reason(of: end))
    }
    guard count == 0 else { return nil }
    return .damaged(path: demuxer.path, frames: 0, reason: "no frame of it can be decoded")
  }
}
