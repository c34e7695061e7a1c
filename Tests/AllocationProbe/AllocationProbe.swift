import AllocationCounter
import Foundation
import Kernels
import NeuralNetwork
import Synchronization

/// Counts what forward passes ask of the heap, for `AllocationTests`:
///
///     allocation-probe BATCH THREADS MODEL…
///
/// Each model runs a few times to get warm, then 20 times more, and a line says how often memory
/// was asked for in those. The first line is what one array takes: where it says 0, nothing is
/// counted here. A program of its own, since the tests beside would be counted too.
@main enum AllocationProbe {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count > 2, let batch = arguments.first.flatMap({ Int($0) }), batch > 0,
      let threads = arguments.dropFirst().first.flatMap({ Int($0) }), threads > 0
    else {
      print("allocation-probe BATCH THREADS MODEL…")
      exit(64)
    }
    print(allocations { blackHole([Int](repeating: batch, count: 1000)) })
    startThreads()
    for model in arguments.dropFirst(2) {
      let session = try InferenceSession(graph: Graph(contentsOf: model), threads: threads)
      let shape = [batch] + session.inputShape
      let input = Tensor(
        shape: shape, values: (0..<shape.reduce(1, *)).map { Float($0 % 251) / 250 })
      var result = try session.run(input)
      func passes(_ count: Int) throws {
        for _ in 0..<count { try session.run(input, into: &result) }
      }
      try passes(3)
      print(try allocations { try passes(20) })
    }
  }

  /// Waits until all threads of the pool are at work: each asks for memory once, when it starts.
  private static func startThreads() {
    let pool = ComputePool.shared
    let running = Atomic(0)
    _ = pool.run(pool.threads + 1) { _ in
      running.add(1, ordering: .relaxed)
      while running.load(ordering: .relaxed) <= pool.threads {}
    }
  }

  private static func allocations(_ body: () throws -> Void) rethrows -> Int {
    allocation_counter_start()
    defer { _ = allocation_counter_stop() }
    try body()
    return allocation_counter_stop()
  }

  @inline(never)
  private static func blackHole(_ values: [Int]) { withExtendedLifetime(values) {} }
}
