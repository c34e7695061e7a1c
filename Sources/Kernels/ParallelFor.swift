import Dispatch

/// Runs `body(0)`, `body(1)`, … `body(count - 1)` on up to `threads` threads and returns when all
/// have ended.
///
/// Indices are handed out in contiguous chunks, so that which index runs in which chunk depends on
/// `count` and `threads` alone: results that add up per chunk repeat bit for bit. The caller's
/// thread does its share. With one thread or one index nothing but the caller runs.
///
/// - Parameters:
///   - count: number of calls, 0 or more.
///   - threads: greatest number of threads to use, 1 or more.
///   - body: called once for each index, at the same time on several threads.
package func parallelFor(
  _ count: Int, threads: Int, _ body: @Sendable (Int) -> Void
) {
  parallelChunks(count, threads: threads) { _, range in
    for index in range { body(index) }
  }
}

/// Splits `0..<count` into at most `threads` contiguous ranges of nearly equal length and runs
/// `body(chunk, range)` for each, at the same time.
///
/// - Parameters:
///   - count: length of the range to split, 0 or more.
///   - threads: greatest number of chunks, 1 or more; also the greatest number of threads.
///   - body: called with the chunk's number and its range; no range is empty.
package func parallelChunks(
  _ count: Int, threads: Int, _ body: @Sendable (_ chunk: Int, _ range: Range<Int>) -> Void
) {
  precondition(threads >= 1, "threads must be 1 or more, not \(threads)")
  guard count > 0 else { return }
  let chunks = min(count, threads)
  if chunks == 1 { return body(0, 0..<count) }
  @Sendable func run(_ chunk: Int) {
    body(chunk, (count * chunk / chunks)..<(count * (chunk + 1) / chunks))
  }
  // One core: nobody could help.
  if ComputePool.shared.threads == 0 { return (0..<chunks).forEach(run) }
  // The pool is there for one call at a time; Dispatch, slower to begin, for all others.
  if !ComputePool.shared.run(chunks, run) {
    DispatchQueue.concurrentPerform(iterations: chunks, execute: run)
  }
}
