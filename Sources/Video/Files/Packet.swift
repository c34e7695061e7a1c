import CFFmpeg

/// Owner of a packet of compressed data.
package final class Packet {
  let pointer: UnsafeMutablePointer<AVPacket>

  /// An empty packet.
  init(path: String) throws {
    pointer = try FFmpegCall.check(av_packet_alloc()) {
      .system(path: path, operation: "allocate a packet", reason: $0)
    }
  }

  deinit {
    var pointer: UnsafeMutablePointer<AVPacket>? = pointer
    av_packet_free(&pointer)
  }

  /// When the packet belongs by its stream's clock: its presentation, else its decoding time.
  var time: Int64? {
    if pointer.pointee.pts != ffmpeg_no_time { return pointer.pointee.pts }
    return pointer.pointee.dts == ffmpeg_no_time ? nil : pointer.pointee.dts
  }
}
