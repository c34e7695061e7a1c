import Dispatch
import Kernels
import Synchronization
import Testing

@Suite struct ParallelForTests {
  private final class Chunks: Sendable {
    private let ranges = Mutex<[Int: Range<Int>]>([:])

    func add(_ chunk: Int, _ range: Range<Int>) { ranges.withLock { $0[chunk] = range } }

    var all: [Range<Int>?] {
      ranges.withLock { ranges in (0..<ranges.count).map { ranges[$0] } }
    }
  }

  @Test func chunksAreContiguousAndDependOnCountAndThreadsAlone() {
    for (count, threads, wanted) in [
      (10, 3, [0..<3, 3..<6, 6..<10]), (2, 5, [0..<1, 1..<2]), (5, 1, [0..<5]), (0, 4, []),
    ] {
      for _ in 0..<50 {
        let chunks = Chunks()
        parallelChunks(count, threads: threads) { chunks.add($0, $1) }
        #expect(chunks.all == wanted, "\(count) on \(threads) threads")
      }
    }
  }

  @Test func callsFromSeveralThreadsAndWithinEachOtherAllGetDone() {
    let total = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for _ in 0..<50 {
        parallelFor(4, threads: 4) { _ in
          parallelFor(5, threads: 3) { _ in total.withLock { $0 += 1 } }
        }
      }
    }
    #expect(total.withLock { $0 } == 8 * 50 * 20)
  }
}
