import CFFmpeg

/// The sound of a file, packet by packet, to go beside new pictures into another.
final class SoundCopy {
  /// The streams that are copied; empty where the file has no sound that Matroska holds.
  let streams: [UnsafeMutablePointer<AVStream>]

  private let path: String
  private let demuxer: Demuxer
  private let shift: Duration
  private let video: UnsafeMutablePointer<AVStream>?
  private var held: Packet?
  private var hasEnded = false

  /// - Parameters:
  ///   - path: the file with the sound.
  ///   - shift: taken from every time of it.
  init(path: String, shift: Duration) throws {
    self.path = path
    self.shift = shift
    demuxer = try Demuxer(path: path)
    streams = demuxer.streams(of: AVMEDIA_TYPE_AUDIO).filter {
      MatroskaMuxer.holds($0.pointee.codecpar.pointee.codec_id)
    }
    video = demuxer.streams(of: AVMEDIA_TYPE_VIDEO).first
    demuxer.keepOnly(streams + [video].compactMap { $0 })
  }

  /// Copies the sound up to a time.
  ///
  /// - Parameters:
  ///   - time: on the shifted clock, as the pictures beside it.
  ///   - write: takes a packet and its stream's place in ``streams``.
  func copy(upTo time: Duration, write: (Packet, Int) throws -> Void) throws {
    while let packet = try nextPacket(), let place = place(of: packet) {
      guard self.time(of: packet) <= time else {
        held = packet
        return
      }
      try write(packet, place)
    }
  }

  /// Copies the sound behind the last picture: all of it where the file's own pictures end there
  /// as well, none where they go on because the work was stopped.
  func copyRest(after time: Duration, write: (Packet, Int) throws -> Void) throws {
    var rest: [(packet: Packet, place: Int)] = []
    var goesOn = false
    while !goesOn, let packet = try nextPacket(isVideoWanted: true) {
      if let place = place(of: packet) {
        rest.append((packet, place))
      } else {
        // Frames that an edit list hides have this flag.
        let isShown = packet.pointer.pointee.flags & AV_PKT_FLAG_DISCARD == 0
        goesOn = isShown && self.time(of: packet) > time + .milliseconds(10)
      }
    }
    hasEnded = true
    guard !goesOn else { return }
    for (packet, place) in rest { try write(packet, place) }
  }

  /// The next packet on the shifted clock. Sound ten seconds and more before its zero is left out:
  /// Matroska has no place for it. A file that is cut off ends without a word: whoever reads its pictures
  /// says so.
  private func nextPacket(isVideoWanted: Bool = false) throws -> Packet? {
    if let held {
      self.held = nil
      return held
    }
    while !hasEnded {
      let packet = try Packet(path: path)
      let result = demuxer.read(into: packet)
      if result == ffmpeg_again { continue }
      guard result >= 0 else {
        hasEnded = true
        return nil
      }
      guard let stream = stream(of: packet), packet.time != nil else { continue }
      let ticks = shift.ticks(of: stream.pointee.time_base)
      if packet.pointer.pointee.pts != ffmpeg_no_time { packet.pointer.pointee.pts -= ticks }
      if packet.pointer.pointee.dts != ffmpeg_no_time { packet.pointer.pointee.dts -= ticks }
      if stream == video ? isVideoWanted : time(of: packet) > .seconds(-10) { return packet }
    }
    return nil
  }

  private func stream(of packet: Packet) -> UnsafeMutablePointer<AVStream>? {
    (streams + [video].compactMap { $0 }).first {
      $0.pointee.index == packet.pointer.pointee.stream_index
    }
  }

  private func place(of packet: Packet) -> Int? {
    streams.firstIndex { $0.pointee.index == packet.pointer.pointee.stream_index }
  }

  private func time(of packet: Packet) -> Duration {
    guard let ticks = packet.time, let stream = stream(of: packet) else { return .zero }
    return Duration(ticks: ticks, timeBase: stream.pointee.time_base)
  }
}
