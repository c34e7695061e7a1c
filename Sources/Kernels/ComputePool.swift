import CClosure
import CSIMD
import Dispatch
import Foundation
import Synchronization

/// Threads that wait for pieces of work of microseconds, for `parallelChunks`.
///
/// Whoever is free claims the next piece, the caller too: a thread that is slow to wake, or more
/// pieces than cores, cost little. Dispatch wakes its threads for every call; these wait some ten
/// microseconds for more, which is what lies between two layers of a network, and then sleep.
/// Where waiting was in vain, as it is on a busy machine, they wait less the next time. Calls from
/// several threads are served one at a time.
package final class ComputePool: Sendable {
  /// One thread fewer than the process has cores, started when first asked for; the caller is the
  /// one that is missing.
  package static let shared = ComputePool(
    threads: max(0, ProcessInfo.processInfo.activeProcessorCount - 1))

  /// Turns of waiting before a thread sleeps: 30 to 100 µs at most, depending on the processor.
  /// Half as many lose part of the gain, twice as many gain nothing.
  private static let spins = 32...2048

  /// Number of threads beside the caller's.
  package let threads: Int
  private let isTaken = Atomic(false)
  /// Pieces that nobody has begun, and those that nobody has ended.
  private let unclaimed = Atomic(0)
  private let unfinished = Atomic(0)
  /// Threads that sleep or are about to, and that nobody has decided to wake.
  private let asleep = Atomic(0)
  private let wakeUp = DispatchSemaphore(value: 0)
  private let isCallerAsleep = Atomic(false)
  private let allFinished = DispatchSemaphore(value: 0)
  // Unsafe: belongs to who holds `isTaken`.
  nonisolated(unsafe) private var callerTurns = spins.upperBound
  // Unsafe: written by who holds `isTaken` before pieces can be claimed and after all have ended;
  // read only by those who hold a piece.
  nonisolated(unsafe) private var body = lent_closure()

  /// - Parameter threads: number to start, 0 or more. They live as long as the process.
  package init(threads: Int) {
    self.threads = threads
    for _ in 0..<threads { start() }
  }

  /// Runs `body(0)` … `body(count - 1)`, each once, on the caller's thread and the pool's, and
  /// returns when all have ended.
  ///
  /// - Returns: false, and nothing was run, where the pool has no threads or serves another call.
  package func run(_ count: Int, _ body: @Sendable (Int) -> Void) -> Bool {
    precondition(count >= 0, "\(count) pieces")
    guard threads > 0, !isTaken.exchange(true, ordering: .acquiring) else { return false }
    // SAFETY: `body` lives until this returns, and no piece runs after `waitForOthers`.
    self.body = lend(body)
    unfinished.store(count, ordering: .relaxed)
    unclaimed.store(count, ordering: .sequentiallyConsistent)
    wake(pieces: count - 1)
    work()
    waitForOthers()
    self.body = lent_closure()
    isTaken.store(false, ordering: .releasing)
    return true
  }

  /// Runs pieces until there are none left.
  private func work() {
    while let piece = claim() {
      call_lent_closure(body, piece)
      let left = unfinished.subtract(1, ordering: .sequentiallyConsistent).newValue
      if left == 0, isCallerAsleep.exchange(false, ordering: .sequentiallyConsistent) {
        allFinished.signal()
      }
    }
  }

  /// A piece that is the caller's alone to run. That it could be claimed makes sure that its call
  /// goes on until it is finished.
  private func claim() -> Int? {
    var left = unclaimed.load(ordering: .relaxed)
    while left > 0 {
      let (isExchanged, found) = unclaimed.weakCompareExchange(
        expected: left, desired: left - 1, ordering: .acquiring)
      if isExchanged { return left - 1 }
      left = found
    }
    return nil
  }

  private func waitForOthers() {
    if Self.spin(&callerTurns, until: { unfinished.load(ordering: .acquiring) == 0 }) { return }
    // Somebody of an earlier call may be late in waking this one: hence the loop.
    while unfinished.load(ordering: .sequentiallyConsistent) > 0 {
      isCallerAsleep.store(true, ordering: .sequentiallyConsistent)
      let isDone = unfinished.load(ordering: .sequentiallyConsistent) == 0
      if isDone, isCallerAsleep.exchange(false, ordering: .sequentiallyConsistent) { return }
      allFinished.wait()
    }
  }

  // MARK: The pool's threads

  private func start() {
    let thread = Thread { self.serve() }
    thread.name = "compute"
    thread.start()
  }

  private func serve() -> Never {
    var turns = Self.spins.upperBound
    while true {
      work()
      if !Self.spin(&turns, until: { unclaimed.load(ordering: .relaxed) > 0 }) { sleep() }
    }
  }

  /// Sleeps until woken; not at all if work has come meanwhile.
  private func sleep() {
    asleep.add(1, ordering: .sequentiallyConsistent)
    if unclaimed.load(ordering: .sequentiallyConsistent) > 0, takeSleeper() { return }
    wakeUp.wait()
  }

  /// Wakes as many threads as there are pieces, less those that are awake anyway.
  private func wake(pieces: Int) {
    let awake = threads - asleep.load(ordering: .sequentiallyConsistent)
    for _ in 0..<max(0, min(pieces, threads) - awake) where takeSleeper() { wakeUp.signal() }
  }

  /// Counts one sleeper less; false if there is none.
  private func takeSleeper() -> Bool {
    var count = asleep.load(ordering: .sequentiallyConsistent)
    while count > 0 {
      let (isExchanged, found) = asleep.weakCompareExchange(
        expected: count, desired: count - 1, ordering: .sequentiallyConsistent)
      if isExchanged { return true }
      count = found
    }
    return false
  }

  /// Waits for a short while; half as long the next time if it was in vain.
  private static func spin(_ turns: inout Int, until isDone: () -> Bool) -> Bool {
    for _ in 0..<turns {
      if isDone() {
        turns = spins.upperBound
        return true
      }
      processor_pause()
    }
    turns = max(turns / 2, spins.lowerBound)
    return false
  }
}

/// The two words of a closure that does not escape. `withoutActuallyEscaping`, which is there for
/// handing one to other threads, allocates memory for every call.
@_silgen_name("lend_closure")
private func lend(_ body: @Sendable (Int) -> Void) -> lent_closure
