import Foundation
import Imaging
import Testing
import Video

@Suite struct VideoRecorderTests {
  /// A sink that holds the recorder's thread until it is let go.
  // Sendable: the semaphores order what the threads do.
  final class SlowSink: FrameSink, @unchecked Sendable {
    let entered = DispatchSemaphore(value: 0)
    let mayGoOn = DispatchSemaphore(value: 0)
    var times: [Duration] = []
    var isFinished = false

    func write(_ image: ColorImage, time: Duration) throws {
      entered.signal()
      mayGoOn.wait()
      times.append(time)
      if time == .milliseconds(666) { throw VideoError.empty(path: "slow") }
    }

    func finish() throws { isFinished = true }
  }

  private let image = Pattern.color(width: 32, height: 32)

  @Test func aRecordingHoldsWhatWasWrittenFromZeroOn() throws {
    let folder = try TemporaryFolder()
    let recorder = try VideoRecorder(
      path: folder.path("video.mkv"), width: 32, height: 32, frameRate: 25, capacity: 30)
    for frame in 0..<20 {
      let picture = Pattern.color(width: 32, height: 32, frame: frame)
      try recorder.write(picture, time: .seconds(35) + .milliseconds(40 * frame))
    }
    try recorder.finish()
    #expect(recorder.counts == VideoRecorder.Counts(written: 20, dropped: 0))
    let frames = try VideoFileSource(path: recorder.path).allFrames()
    #expect(frames.map(\.time) == (0..<20).map { .milliseconds($0 * 40) })
  }

  @Test func picturesThatFindTheQueueFullAreDroppedAndCounted() throws {
    let sink = SlowSink()
    let recorder = VideoRecorder(path: "slow", sink: sink, capacity: 3)
    try recorder.write(image, time: .zero)
    sink.entered.wait()
    for frame in 1..<10 { try recorder.write(image, time: .milliseconds(frame)) }
    #expect(recorder.counts.dropped == 6)
    for _ in 0..<4 { sink.mayGoOn.signal() }
    try recorder.finish()
    #expect(recorder.counts == VideoRecorder.Counts(written: 4, dropped: 6))
    #expect(sink.times == (0..<4).map { .milliseconds($0) })
    #expect(sink.isFinished)
  }

  @Test func whatStopsTheEncoderIsToldOnce() throws {
    let sink = SlowSink()
    let recorder = VideoRecorder(path: "slow", sink: sink, capacity: 3)
    try recorder.write(image, time: .zero)
    try recorder.write(image, time: .milliseconds(666))
    try recorder.write(image, time: .milliseconds(700))
    for _ in 0..<3 { sink.mayGoOn.signal() }
    #expect(throws: VideoError.empty(path: "slow")) { try recorder.finish() }
    try recorder.finish()
    #expect(recorder.counts == VideoRecorder.Counts(written: 1, dropped: 2))
    #expect(sink.isFinished)
  }

  @Test func aRecordingThatCannotBeCreatedSaysSo() throws {
    let folder = try TemporaryFolder()
    #expect(throws: VideoError.self) {
      try VideoRecorder(path: folder.path("missing/video.mkv"), width: 32, height: 32)
    }
  }
}
