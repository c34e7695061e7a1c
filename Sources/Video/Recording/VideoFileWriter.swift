import CFFmpeg
import Foundation
import Imaging
import Logging

/// Writes pictures to a Matroska file, each with its own time, and copies another file's sound.
///
/// H.264 (constant quality 18), MPEG-4 where FFmpeg has no libx264. Times are rounded to Matroska's
/// milliseconds. Pictures of another size than the file's are scaled to fit, black beside them.
///
/// One thread at a time uses it.
package final class VideoFileWriter: FrameSink {
  /// How a file comes into being.
  package enum Delivery: Sendable {
    /// Under a temporary name beside it; the name appears when it is complete.
    case complete
    /// Under its own name from the beginning, playable up to the last second at any moment, for
    /// recordings: a crash leaves what was there.
    case growing
  }

  /// Where the file is, or will be.
  package let path: String
  /// Width of the file's pictures in pixels.
  package let width: Int
  /// Height of the file's pictures in pixels.
  package let height: Int
  /// Pictures written so far.
  package private(set) var frames = 0

  private let file: String
  private let delivery: Delivery
  private let encoder: VideoEncoder
  private let letterbox: Letterbox
  private let videoStream: Int
  private let soundStreams: [Int]
  private let sound: SoundCopy?
  private let start: Duration
  private var muxer: MatroskaMuxer?
  private var lastTime: Duration = .zero

  /// Creates the file and writes its header.
  ///
  /// - Parameters:
  ///   - path: ends in `.mkv`; a file that is there is replaced.
  ///   - width: width of the pictures in pixels.
  ///   - height: height of the pictures in pixels.
  ///   - frameRate: frames a second on average, a hint for players and for the rate control.
  ///   - source: a video file whose sound is copied, every packet as it is, beside pictures whose
  ///     times count from that file's first frame. Pictures and sound then have the times that they
  ///     have there, or, where that clock starts at ten seconds or later, times from its start.
  /// - Throws: ``VideoError``: the name, no encoder, the folder cannot be written to, `source`
  ///   cannot be read.
  package init(
    path: String, width: Int, height: Int, frameRate: Double? = nil,
    delivery: Delivery = .complete, copyingSoundFrom source: String? = nil
  ) throws {
    guard path.lowercased().hasSuffix(".mkv") else {
      throw VideoError.unknownExtension(path: path)
    }
    if let source, VideoFileWriter.isSameFile(path, source) {
      throw VideoError.overwritesSource(path: path)
    }
    let timing = try source.map { try SourceTiming(of: $0) }
    let sound = try source.map { try SoundCopy(path: $0, shift: timing?.shift ?? .zero) }
    let encoder = try VideoEncoder(
      path: path, width: width, height: height, frameRate: frameRate, delivery: delivery)
    let file = delivery == .growing ? path : VideoFileWriter.temporaryName(beside: path)
    let muxer = try MatroskaMuxer(file: file, path: path, delivery: delivery)
    do {
      videoStream = try muxer.addStream(of: encoder, frameRate: frameRate)
      soundStreams = try sound.map { try $0.streams.map { try muxer.addCopy(of: $0) } } ?? []
      try muxer.begin()
    } catch {
      unlink(file)
      throw error
    }
    self.path = path
    self.width = width
    self.height = height
    self.file = file
    self.delivery = delivery
    self.encoder = encoder
    self.sound = sound
    self.muxer = muxer
    start = timing?.start ?? .zero
    letterbox = Letterbox(width: width, height: height, path: path)
  }

  deinit { abandon() }

  /// Adds a picture.
  ///
  /// - Parameter time: since the stream's first frame. Times never go back.
  /// - Throws: ``VideoError/notWritten(path:operation:reason:)``, as where the disk is full.
  package func write(_ image: ColorImage, time: Duration) throws {
    guard let muxer else { return }
    let fitted = try letterbox.fit(image)
    lastTime = start + time
    try encoder.encode(fitted, time: lastTime) { try writeVideo($0, to: muxer) }
    try sound?.copy(upTo: lastTime) { try writeSound($0, stream: $1, to: muxer) }
    frames += 1
  }

  /// Completes the file and puts it under its name. Without a picture no file is left.
  ///
  /// The rest of the sound is copied where the pictures go to the end of the other file.
  package func finish() throws {
    guard let muxer else { return }
    guard frames > 0 else {
      abandon()
      unlink(file)
      return
    }
    do {
      try encoder.finish { try writeVideo($0, to: muxer) }
      try sound?.copyRest(after: lastTime) { try writeSound($0, stream: $1, to: muxer) }
      try muxer.finish()
      try publish()
      self.muxer = nil
    } catch {
      abandon()
      throw error
    }
  }

  /// Stops without completing: of a `.complete` file nothing is left, a `.growing` one stays as far
  /// as it was written.
  package func abandon() {
    guard muxer != nil else { return }
    muxer = nil
    if delivery == .complete { unlink(file) }
  }

  private func writeVideo(_ packet: Packet, to muxer: MatroskaMuxer) throws {
    try muxer.write(packet, stream: videoStream, timeBase: encoder.context.pointee.time_base)
  }

  private func writeSound(_ packet: Packet, stream: Int, to muxer: MatroskaMuxer) throws {
    guard let sound else { return }
    try muxer.write(
      packet, stream: soundStreams[stream], timeBase: sound.streams[stream].pointee.time_base)
  }

  private func publish() throws {
    guard delivery == .complete, rename(file, path) != 0 else { return }
    throw VideoError.system(
      path: path, operation: "put the finished file under its name",
      reason: String(cString: strerror(errno)))
  }

  private static func temporaryName(beside path: String) -> String {
    let url = URL(filePath: path)
    let name = ".\(url.lastPathComponent).\(getpid()).part"
    return url.deletingLastPathComponent().appending(path: name).path
  }

  private static func isSameFile(_ a: String, _ b: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(a, &first) == 0, stat(b, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }
}
