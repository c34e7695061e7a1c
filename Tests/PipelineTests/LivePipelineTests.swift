import EmotionRecognition
import Foundation
import Imaging
import Logging
import Pipeline
import Testing
import Video

@Suite struct LivePipelineTests {
  private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func nothing(in frame: Frame) -> FrameAnalysis {
    FrameAnalysis(
      frame: frame.index, sequence: frame.sequence, time: frame.time, width: 4, height: 3,
      labels: [], faces: [])
  }

  @Test func everyFrameIsAnalysedOrCountedAsDropped() {
    for gap in [1, 3] as [UInt32] {
      let source = ScriptedSource(frames: 500, sequenceStep: gap)
      let pipeline = LivePipeline(
        source: source, steps: .init(analyze: { self.nothing(in: $0) }), log: log)
      pipeline.start()
      pipeline.join()
      let counts = pipeline.statistics
      #expect(counts.captured == 499 * Int(gap) + 1)
      #expect(counts.analysed + counts.dropped == counts.captured)
      #expect(counts.lostByDriver == 499 * (Int(gap) - 1))
      #expect(counts.analysed >= 1)
    }
  }

  @Test func theLastFrameOfAStreamIsAnalysed() {
    let seen = Box<[Int]>([])
    let pipeline = LivePipeline(
      source: ScriptedSource(frames: 50),
      steps: .init(analyze: { frame in
        seen.update { $0.append(frame.index) }
        return self.nothing(in: frame)
      }), log: log)
    pipeline.start()
    pipeline.join()
    #expect(seen.value.last == 49)
    #expect(seen.value == seen.value.sorted())
  }

  @Test func thePictureDoesNotWaitForASlowAnalysis() {
    let held = DispatchSemaphore(value: 0)
    let source = ScriptedSource(frames: 100, waitsForPermission: true)
    let pipeline = LivePipeline(
      source: source,
      steps: .init(analyze: { frame in
        // The analysis of the first frame lasts until all others have been shown.
        held.wait()
        return self.nothing(in: frame)
      }), log: log)
    pipeline.start()
    var shown: [Int] = []
    for _ in 0..<100 {
      source.permit()
      if let frame = pipeline.frames.wait() { shown.append(frame.index) }
    }
    #expect(shown == Array(0..<100))
    #expect(pipeline.statistics.analysed == 0)
    for _ in 0..<100 { held.signal() }
    source.permit()
    pipeline.join()
    let counts = pipeline.statistics
    #expect(counts.captured == 100)
    #expect(counts.analysed + counts.dropped == 100)
    #expect(counts.analysed <= 3)
  }

  @Test func stoppingEndsASourceThatWouldNeverEnd() {
    let source = ScriptedSource(frames: .max, waitsForPermission: true)
    let pipeline = LivePipeline(
      source: source, steps: .init(analyze: { self.nothing(in: $0) }), log: log)
    pipeline.start()
    source.permit()
    #expect(pipeline.frames.wait()?.index == 0)
    pipeline.stop()
    pipeline.join()
    #expect(pipeline.state.isOver)
    let counts = pipeline.statistics
    #expect(counts.analysed + counts.dropped == counts.captured)
  }

  @Test func aFrameThatIsOnItsWayWhenTheEndIsAskedForIsCounted() {
    let stopping = Box<LivePipeline?>(nil)
    let source = ScriptedSource(frames: .max, sequenceStep: 3) { count in
      if count == 4 { stopping.value?.stop() }
    }
    let pipeline = LivePipeline(
      source: source, steps: .init(analyze: { self.nothing(in: $0) }), log: log)
    stopping.update { $0 = pipeline }
    pipeline.start()
    pipeline.join()
    let counts = pipeline.statistics
    #expect(counts.captured == 13)
    #expect(counts.analysed + counts.dropped == 13)
  }

  @Test func aLostCameraIsOpenedAgainAfterGrowingDelays() {
    let waits = Box<[Duration]>([])
    let attempts = Box(0)
    let clock = LiveClock(
      now: { .zero }, wait: { time, _ in waits.update { $0.append(time) } })
    let seen = Box<[FrameAnalysis]>([])
    let pipeline = LivePipeline(
      source: ScriptedSource(frames: 10, endsWith: ScriptedSource.Unplugged()),
      steps: .init(
        analyze: { self.nothing(in: $0) },
        observe: { analysis, _ in seen.update { $0.append(analysis) } },
        reopen: {
          attempts.update { $0 += 1 }
          if attempts.value < 4 { throw ScriptedSource.Unplugged() }
          return ScriptedSource(frames: 5)
        }, isLoss: { $0 is ScriptedSource.Unplugged }), clock: clock, log: log)
    pipeline.start()
    pipeline.join()
    #expect(waits.value == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4)])
    let counts = pipeline.statistics
    #expect(counts.reconnects == 1)
    #expect(counts.captured == 15)
    #expect(counts.analysed + counts.dropped == 15)
    #expect(seen.value.last?.frame == 14)
    let times = seen.value.map(\.time)
    #expect(times == times.sorted(), "time goes on across the loss")
  }

  @Test func aLostSourceIsLetGoOfBeforeItIsLookedForAgain() {
    let lost = ScriptedSource(frames: 2, endsWith: ScriptedSource.Unplugged())
    let back = ScriptedSource(frames: 1)
    let wasClosed = Box(false)
    let pipeline = LivePipeline(
      source: lost,
      steps: .init(
        analyze: { self.nothing(in: $0) },
        reopen: {
          wasClosed.update { $0 = lost.isClosed }
          return back
        }, isLoss: { _ in true }),
      clock: LiveClock(now: { .zero }, wait: { _, _ in }), log: log)
    pipeline.start()
    pipeline.join()
    #expect(wasClosed.value && back.isClosed)
  }

  @Test func aCameraIsBackOnceItGivesAFrame() {
    let silent = ScriptedSource(frames: 0, endsWith: ScriptedSource.Unplugged())
    let reasons = Box<[String]>([])
    let pipelines = Box<LivePipeline?>(nil)
    let sources = Box([silent, ScriptedSource(frames: 3)])
    let clock = LiveClock(
      now: { .zero },
      wait: { _, _ in
        guard case .reconnecting(let reason)? = pipelines.value?.state else { return }
        reasons.update { $0.append(reason) }
      })
    let pipeline = LivePipeline(
      source: ScriptedSource(frames: 1, endsWith: CameraError.disconnected(device: "c")),
      steps: .init(
        analyze: { self.nothing(in: $0) },
        reopen: {
          var next: ScriptedSource?
          sources.update { next = $0.removeFirst() }
          return next ?? silent
        }, isLoss: { $0 is CameraError }), clock: clock, log: log)
    pipelines.update { $0 = pipeline }
    pipeline.start()
    pipeline.join()
    #expect(pipeline.statistics.reconnects == 1 && pipeline.statistics.captured == 4)
    #expect(silent.isClosed)
    // The second wait already tells why the camera that is there is of no use.
    #expect(reasons.value == ["\(CameraError.disconnected(device: "c"))", "Unplugged()"])
    pipelines.update { $0 = nil }
  }

  @Test func stoppingEndsTheSearchForALostCamera() throws {
    let watches = Box<DeviceWatch?>(try DeviceWatch(directory: "/"))
    let isWaiting = DispatchSemaphore(value: 0)
    let pipeline = LivePipeline(
      source: ScriptedSource(frames: 1, endsWith: ScriptedSource.Unplugged()),
      steps: .init(
        analyze: { self.nothing(in: $0) },
        reopen: {
          isWaiting.signal()
          throw ScriptedSource.Unplugged()
        }, watch: { watches.value }, isLoss: { _ in true }), log: log)
    pipeline.start()
    // By the third attempt the next one is seconds away.
    for _ in 0..<3 { isWaiting.wait() }
    pipeline.stop()
    pipeline.join()
    #expect(pipeline.state.isOver && pipeline.statistics.reconnects == 0)
  }

  @Test func aFailureOfTheAnalysisEndsThePipelineAndIsKept() {
    struct Broken: Error {}
    let pipeline = LivePipeline(
      source: ScriptedSource(frames: .max), steps: .init(analyze: { _ in throw Broken() }),
      log: log)
    pipeline.start()
    pipeline.join()
    guard case .failed(let error) = pipeline.state else {
      Issue.record("state is \(pipeline.state)")
      return
    }
    #expect(error is Broken)
    let counts = pipeline.statistics
    #expect(counts.analysed + counts.dropped <= counts.captured)
  }

  @Test func theTimeFromCaptureToResultIsMeasuredForEachFrameThatWasAnalysed() throws {
    let pipeline = LivePipeline(
      source: ScriptedSource(frames: 20, age: .seconds(5)),
      steps: .init(analyze: { self.nothing(in: $0) }), log: log)
    pipeline.start()
    pipeline.join()
    #expect(pipeline.latency.count == pipeline.statistics.analysed)
    #expect(try #require(pipeline.latency.percentile(1)) > .seconds(4.9))
  }

  @Test func theAnalysisIsHeldToItsRate() {
    let waits = Box<[Duration]>([])
    let clock = LiveClock(
      now: { .zero }, wait: { time, _ in waits.update { $0.append(time) } })
    let pipeline = LivePipeline(
      source: ScriptedSource(frames: 3), steps: .init(analyze: { self.nothing(in: $0) }),
      analysisInterval: .milliseconds(200), clock: clock, log: log)
    pipeline.start()
    pipeline.join()
    // The clock stands still, so each analysis is due one interval after the one before.
    let expected = waits.value.indices.map { Duration.milliseconds(200 * ($0 + 1)) }
    #expect(waits.value == expected && !waits.value.isEmpty)
  }
}
