import Synchronization
import Testing
import Video

@Suite struct PacedSourceTests {
  /// A clock that stands still but for waits and for what a test adds.
  final class TestClock: Sendable {
    private let start = ContinuousClock.now
    private let elapsed = Mutex(Duration.zero)

    var now: Duration { elapsed.withLock { $0 } }
    func pass(_ duration: Duration) { elapsed.withLock { $0 += duration } }

    var pacing: PacingClock {
      PacingClock(now: { self.start + self.now }, wait: { self.pass($0) })
    }
  }

  private let clock = TestClock()

  private func paced(
    _ milliseconds: [Int], ending: PacedSource.Ending = .stops
  ) throws -> PacedSource {
    try PacedSource(ending: ending, clock: clock.pacing) {
      ScriptedFrames(times: milliseconds.map { .milliseconds($0) })
    }
  }

  @Test func framesComeWhenTheyAreDue() throws {
    let source = try paced([0, 40, 100, 140])
    var moments: [Duration] = []
    var sequence: [UInt32?] = []
    while let frame = try source.next() {
      moments.append(clock.now)
      sequence.append(frame.sequence)
      #expect(frame.time == clock.now)
    }
    #expect(moments == [0, 40, 100, 140].map { .milliseconds($0) })
    #expect(sequence == [0, 1, 2, 3])
  }

  @Test func aLateReaderGetsTheNewestAndAGapInTheNumbers() throws {
    let source = try paced([0, 40, 80, 120, 160, 200])
    #expect(try source.next()?.sequence == 0)
    clock.pass(.milliseconds(130))
    let late = try #require(try source.next())
    #expect(late.sequence == 3 && late.time == .milliseconds(120) && late.index == 1)
    #expect(clock.now == .milliseconds(130))
    let following = try #require(try source.next())
    #expect(following.sequence == 4 && clock.now == .milliseconds(160))
  }

  @Test func aLongPauseStopsTheFileInsteadOfSkippingIt() throws {
    let source = try paced((0..<200).map { $0 * 40 })
    #expect(try source.next()?.sequence == 0)
    clock.pass(.seconds(5))
    #expect(try source.next()?.sequence == 1)
    let before = clock.now
    #expect(try source.next()?.sequence == 2)
    #expect(clock.now - before == .milliseconds(40))
  }

  @Test func aFileThatStartsOverGoesOnInTime() throws {
    let source = try paced([0, 50, 100], ending: .startsOver)
    var times: [Duration] = []
    var indices: [Int] = []
    for _ in 0..<7 {
      let frame = try #require(try source.next())
      times.append(frame.time)
      indices.append(frame.index)
    }
    #expect(times == (0..<7).map { .milliseconds($0 * 50) })
    #expect(indices == Array(0..<7))
    source.interrupt()
    #expect(try source.next() == nil)
  }

  @Test func aFileWithoutFramesDoesNotStartOver() throws {
    #expect(try paced([], ending: .startsOver).next() == nil)
  }

  @Test func anInterruptEndsTheWaiting() throws {
    let clock = clock
    let interrupted = Mutex<PacedSource?>(nil)
    let pacing = PacingClock(now: clock.pacing.now) {
      clock.pass($0)
      interrupted.withLock { $0 }?.interrupt()
    }
    let source = try PacedSource(clock: pacing) {
      ScriptedFrames(times: [.zero, .seconds(3600)])
    }
    interrupted.withLock { $0 = source }
    #expect(try source.next() != nil)
    #expect(try source.next() == nil)
    #expect(clock.now < .seconds(1))
    interrupted.withLock { $0 = nil }
  }
}
