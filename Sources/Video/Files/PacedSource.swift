import Synchronization

/// A file's frames in real time, as if they came from a camera.
///
/// `next` waits until the frame is due. Who asks late gets the newest frame that is due; those
/// before it are dropped, and the sequence numbers have gaps, as with a camera. A reader that stays
/// behind for more than a second, or a file that decodes slower than it plays, slows the clock down
/// instead.
// Sendable: one thread calls `next`; others touch only what the mutex and the atomic flag guard.
package final class PacedSource: FrameSource, @unchecked Sendable {
  /// What happens at the end of the file.
  package enum Ending: Sendable {
    /// The stream ends.
    case stops
    /// The file begins again; times and sequence numbers go on.
    case startsOver
  }

  package let name: String

  private let open: @Sendable () throws -> any FrameSource
  private let ending: Ending
  private let clock: PacingClock
  private let source: Mutex<any FrameSource>
  private let isInterrupted = Atomic(false)
  private var epoch: ContinuousClock.Instant?
  private var upcoming: Frame?
  private var delivered = 0
  private var sequence: UInt32 = 0
  private var offset: Duration = .zero
  private var lastTime: Duration = .zero
  private var lastStep: Duration = .milliseconds(40)
  private var framesThisRound = 0

  private static let greatestLag: Duration = .seconds(1)
  private static let longestWait: Duration = .milliseconds(20)

  /// - Parameters:
  ///   - open: opens the file; called once, and again at each new beginning.
  ///   - clock: the machine's, or a test's.
  /// - Throws: what `open` throws.
  package init(
    ending: Ending = .stops, clock: PacingClock = .real,
    open: @escaping @Sendable () throws -> any FrameSource
  ) throws {
    let first = try open()
    name = first.name
    source = Mutex(first)
    self.open = open
    self.ending = ending
    self.clock = clock
  }

  package func next() throws -> Frame? {
    guard var frame = try upcoming ?? pull() else { return nil }
    upcoming = nil
    let now = clock.now()
    var start = epoch ?? now - frame.time
    let lag = now - (start + frame.time)
    if lag > PacedSource.greatestLag { start += lag }
    epoch = start
    while start + frame.time <= now {
      // A later one may be due as well; it is kept for the next call where it is not.
      guard let later = try pull() else { break }
      guard start + later.time <= now else {
        upcoming = later
        break
      }
      frame = later
    }
    guard waitUntil(start + frame.time) else { return nil }
    defer { delivered += 1 }
    let shown = frame
    return Frame(
      index: delivered, sequence: shown.sequence, time: shown.time, arrival: clock.now(),
      gray: shown.gray
    ) { try shown.color() }
  }

  package func interrupt() {
    isInterrupted.store(true, ordering: .relaxed)
    source.withLock { $0 }.interrupt()
  }

  /// Waits in short pieces, so that an interrupt is noticed.
  private func waitUntil(_ due: ContinuousClock.Instant) -> Bool {
    while !isInterrupted.load(ordering: .relaxed) {
      let rest = due - clock.now()
      if rest <= .zero { return true }
      clock.wait(min(rest, PacedSource.longestWait))
    }
    return false
  }

  /// The file's next frame with its place in the endless stream.
  private func pull() throws -> Frame? {
    while !isInterrupted.load(ordering: .relaxed) {
      if let frame = try source.withLock({ $0 }).next() { return place(frame) }
      // A file without a frame would begin again for ever.
      guard ending == .startsOver, framesThisRound > 0 else { return nil }
      let again = try open()
      source.withLock { $0 = again }
      offset = lastTime + lastStep
      framesThisRound = 0
    }
    return nil
  }

  private func place(_ frame: Frame) -> Frame {
    let time = offset + frame.time
    if framesThisRound > 0 && time > lastTime { lastStep = time - lastTime }
    lastTime = time
    framesThisRound += 1
    defer { sequence &+= 1 }
    return Frame(
      index: frame.index, sequence: sequence, time: time, arrival: frame.arrival, gray: frame.gray
    ) { try frame.color() }
  }
}
