import CFFmpeg
import Foundation
import Testing
import Video

/// The sound of a file as it is stored, to compare a copy with its original.
enum SoundPackets {
  struct Packet {
    let seconds: Double
    let bytes: [UInt8]
  }

  /// Every packet of the first sound stream.
  static func all(of path: String) throws -> [Packet] {
    try #require(ffmpeg_load() == nil)
    var context: UnsafeMutablePointer<AVFormatContext>?
    try #require(avformat_open_input(&context, path, nil, nil) >= 0)
    defer { avformat_close_input(&context) }
    try #require(avformat_find_stream_info(context, nil) >= 0)
    let stream = av_find_best_stream(context, AVMEDIA_TYPE_AUDIO, -1, -1, nil, 0)
    try #require(stream >= 0)
    let base = try #require(context?.pointee.streams[Int(stream)]?.pointee.time_base)
    var packet = av_packet_alloc()
    defer { av_packet_free(&packet) }
    var packets: [Packet] = []
    while let packet, av_read_frame(context, packet) >= 0 {
      defer { av_packet_unref(packet) }
      guard packet.pointee.stream_index == stream else { continue }
      packets.append(
        Packet(
          seconds: Double(packet.pointee.pts) * Double(base.num) / Double(base.den),
          bytes: Array(
            UnsafeBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size)))))
    }
    return packets
  }
}
