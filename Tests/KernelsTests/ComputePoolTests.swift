import Dispatch
import Kernels
import Synchronization
import Testing

// Serialized: a pool serves one call at a time, and the tests share theirs.
@Suite(.serialized) struct ComputePoolTests {
  /// Pools never end: the tests share them. One has more threads than most machines have cores.
  private static let pools = [1, 3, 24].map { ComputePool(threads: $0) }

  private final class Counts: Sendable {
    let values: [Atomic64]

    init(_ count: Int) { values = (0..<count).map { _ in Atomic64() } }

    var all: [Int] { values.map(\.number) }
  }

  private final class Atomic64: Sendable {
    private let value = Atomic(0)

    var number: Int { value.load(ordering: .relaxed) }

    func increment() { value.add(1, ordering: .relaxed) }
  }

  @Test func everyPieceIsRunOnceAndEndedOnReturn() {
    for pool in Self.pools {
      for count in [0, 1, 2, 3, 7, 100] {
        let counts = Counts(count)
        for _ in 0..<200 { #expect(pool.run(count) { counts.values[$0].increment() }) }
        #expect(counts.all.allSatisfy { $0 == 200 }, "\(count) pieces, \(pool.threads) threads")
      }
    }
  }

  @Test func whatPiecesWroteIsSeenAfterwards() {
    for pool in Self.pools {
      var values = FloatBuffer(count: 64)
      for round in 1...500 {
        let buffer = values
        _ = pool.run(64) { buffer.pointer[$0] = Float(round * $0) }
        let sum = values.values.reduce(0, +)
        #expect(sum == Float(round * 64 * 63 / 2))
        if round % 100 == 0 { values = FloatBuffer(count: 64) }
      }
    }
  }

  @Test func threadsThatSleptAreWokenAgain() {
    // One piece waits for the other: without a second thread this would never end.
    let pool = Self.pools[0]
    for _ in 0..<20 {
      let arrived = Atomic64()
      _ = pool.run(2) { _ in
        arrived.increment()
        while arrived.number < 2 {}
      }
      // Long enough for the pool's threads to fall asleep.
      for _ in 0..<200_000 { _ = arrived.number }
    }
  }

  @Test func aCallWithinACallIsRefused() {
    let pool = Self.pools[1]
    let refused = Atomic64()
    _ = pool.run(4) { _ in if !pool.run(2, { _ in }) { refused.increment() } }
    #expect(refused.number == 4)
    #expect(pool.run(2) { _ in })
  }

  @Test func aPoolWithoutThreadsRefuses() {
    let pool = ComputePool(threads: 0)
    #expect(!pool.run(2) { _ in })
  }
}
