import EmotionRecognition
import Foundation
import Imaging
import Pipeline
import Testing
import Video

@Suite struct OfflinePipelineTests {
  private final class Sink: FrameSink {
    var times: [Duration] = []
    var levels: [UInt8] = []
    var isFinished = false
    func write(_ image: ColorImage, time: Duration) {
      times.append(time)
      levels.append(image.bytes[0])
    }
    func finish() { isFinished = true }
  }

  private final class Observer: ObservationSink {
    var frames: [Int] = []
    var isFinished = false
    func write(_ analysis: FrameAnalysis, wallTime: Date?) { frames.append(analysis.frame) }
    func finish() { isFinished = true }
  }

  private func find(_ frame: Frame) -> (Int, Duration) { (frame.index, frame.time) }

  private func read(_ found: (index: Int, time: Duration)) -> FrameAnalysis {
    FrameAnalysis(
      frame: found.index, time: found.time, width: 4, height: 3, labels: [], faces: [])
  }

  @Test func everyFrameGoesThroughInOrder() throws {
    let sink = Sink()
    let observer = Observer()
    let pipeline = OfflinePipeline(
      source: ScriptedSource(frames: 20), find: find, read: read,
      draw: { analysis, image in image.bytes[0] = UInt8(analysis.frame) }, sink: sink,
      observers: [observer])
    let counts = try pipeline.run(until: StopSignal())
    #expect(observer.frames == Array(0..<20))
    #expect(sink.levels == Array(0..<20))
    #expect(sink.times == (0..<20).map { .milliseconds(33 * $0) })
    #expect(sink.isFinished && observer.isFinished)
    #expect(counts.captured == 20 && counts.analysed == 20 && counts.recorded == 20)
  }

  @Test func anEndAskedForLeavesFinishedFiles() throws {
    let sink = Sink()
    let stop = StopSignal()
    let counts = try OfflinePipeline(
      source: ScriptedSource(frames: 20), find: find, read: read, sink: sink
    ).run(until: stop) { if $0.frames == 7 { stop.request() } }
    #expect(counts.captured == 7)
    #expect(sink.isFinished && sink.times.count == 7)
  }

  @Test func aSourceThatBreaksOffLeavesFinishedFilesToo() {
    let sink = Sink()
    let pipeline = OfflinePipeline(
      source: ScriptedSource(frames: 3, endsWith: ScriptedSource.Unplugged()), find: find,
      read: read,
      sink: sink)
    #expect(throws: ScriptedSource.Unplugged.self) { try pipeline.run(until: StopSignal()) }
    #expect(sink.isFinished && sink.times.count == 3)
  }

  @Test func aStepThatFailsEndsTheOthers() {
    struct Unreadable: Error {}
    for failing in ["find", "read", "draw"] {
      let sink = Sink()
      let pipeline = OfflinePipeline(
        source: ScriptedSource(frames: 1000),
        find: { frame in
          if failing == "find", frame.index == 5 { throw Unreadable() }
          return (frame.index, frame.time)
        },
        read: { found in
          if failing == "read", found.0 == 5 { throw Unreadable() }
          return read(found)
        },
        draw: { analysis, _ in if failing == "draw", analysis.frame == 5 { throw Unreadable() } },
        sink: sink)
      #expect(throws: Unreadable.self) { try pipeline.run(until: StopSignal()) }
      #expect(sink.isFinished && sink.times.count == 5, "\(failing)")
    }
  }

  @Test func aSourceWithoutFramesIsAnError() {
    let pipeline = OfflinePipeline(source: ScriptedSource(frames: 0), find: find, read: read)
    #expect(throws: PipelineError.noFrames(source: "scripted")) {
      try pipeline.run(until: StopSignal())
    }
  }
}
