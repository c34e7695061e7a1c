import CFFmpeg
import Synchronization

/// The frames of a video file, upright, with the file's own time stamps.
///
/// Everything FFmpeg decodes is read. A display matrix (phones) is applied; pixels stay as they
/// are where they are not square. Times count from the first frame; variable rates are kept. A frame
/// of another size than the first is delivered in its own.
// Sendable: one thread calls `next`, and only the atomic flag is touched from others.
package final class VideoFileSource: FrameSource, @unchecked Sendable {
  package let name: String
  /// Width of the upright pictures in pixels.
  package let width: Int
  /// Height of the upright pictures in pixels.
  package let height: Int
  /// Frames a second on average, by the file's word; nil where it says nothing.
  package let frameRate: Double?
  /// How long the file says it is; nil where it says nothing.
  package let duration: Duration?
  /// The first frame's time by the file's own clock; `Frame.time` counts from it.
  package let startTime: Duration

  private let reader: PictureReader
  private let converter: PixelConverter
  private let orientation: DisplayOrientation
  private let firstTick: Int64
  private var times: FrameTimes
  private var pending: (picture: DecodedPicture, tick: Int64)?
  private var delivered = 0
  private var hasEnded = false
  private let isInterrupted = Atomic(false)

  /// Opens a file and decodes its first frame.
  ///
  /// - Throws: ``VideoError``: the file is missing, a folder, empty, no video, without pictures,
  ///   of an unknown codec, cut off or damaged before its first frame.
  package init(path: String) throws {
    let reader = try PictureReader(path: path)
    guard let first = try reader.next() else {
      throw reader.failure(afterFrames: 0) ?? VideoError.noPictures(path: path)
    }
    let stream = reader.stream
    let rate = av_guess_frame_rate(reader.demuxer.context, stream, nil).positiveValue
    let tickSeconds = stream.pointee.time_base.positiveValue ?? 1
    var times = FrameTimes(
      usualStep: max(1, Int64((1 / ((rate ?? 25) * tickSeconds)).rounded())),
      resetStep: Int64(0.5 / tickSeconds))
    let tick = times.next(first.stamp)
    let orientation = DisplayOrientation(of: stream)
    name = path
    width = orientation.swapsSides ? first.height : first.width
    height = orientation.swapsSides ? first.width : first.height
    frameRate = rate
    duration =
      stream.pointee.duration != ffmpeg_no_time && stream.pointee.duration > 0
      ? Duration(ticks: stream.pointee.duration, timeBase: stream.pointee.time_base)
      : reader.demuxer.duration
    startTime = Duration(ticks: tick, timeBase: stream.pointee.time_base)
    converter = PixelConverter(path: path)
    firstTick = tick
    pending = (first, tick)
    self.orientation = orientation
    self.reader = reader
    self.times = times
  }

  /// About how many frames there are, to show progress; nil where the file says nothing.
  package var frameCount: Int? {
    if reader.stream.pointee.nb_frames > 0 { return Int(reader.stream.pointee.nb_frames) }
    guard let duration, let frameRate else { return nil }
    return Int((Double(duration.wholeNanoseconds) / 1e9 * frameRate).rounded())
  }

  /// When the earliest of all the file's streams begins by its clock.
  var clockStart: Duration { reader.demuxer.startTime }

  /// Packets that could not be decoded so far and were passed over.
  package var damagedPackets: Int { reader.damagedPackets }

  /// The next frame.
  ///
  /// - Throws: ``VideoError/truncated(path:frames:)`` or ``VideoError/damaged(path:frames:reason:)``
  ///   behind the last frame that could be read; after that it returns nil.
  package func next() throws -> Frame? {
    guard !isInterrupted.load(ordering: .relaxed), !hasEnded else { return nil }
    guard let (picture, tick) = try nextPicture() else {
      if isInterrupted.load(ordering: .relaxed) { return nil }
      hasEnded = true
      if let failure = reader.failure(afterFrames: delivered) { throw failure }
      return nil
    }
    let (orientation, converter) = (orientation, converter)
    let gray = orientation.apply(to: try picture.gray(converter))
    defer { delivered += 1 }
    return Frame(
      index: delivered,
      time: Duration(ticks: tick - firstTick, timeBase: reader.stream.pointee.time_base),
      gray: gray
    ) {
      orientation.apply(to: try converter.color(of: picture))
    }
  }

  package func interrupt() {
    isInterrupted.store(true, ordering: .relaxed)
  }

  private func nextPicture() throws -> (picture: DecodedPicture, tick: Int64)? {
    if let first = pending {
      pending = nil
      return first
    }
    let picture = try reader.next { isInterrupted.load(ordering: .relaxed) }
    return picture.map { ($0, times.next($0.stamp)) }
  }
}
